"""Error pages work without a database and claim nothing false."""

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override
from redis.exceptions import ConnectionError as RedisConnectionError

from officials.models import User
from tinnhiem import errors

PAGES = ["400", "403", "403_csrf", "404", "405", "408", "413", "429", "500", "503"]


@pytest.mark.parametrize("name", PAGES)
def test_page_needs_neither_request_nor_database(name: str) -> None:
    page = render_to_string(f"{name}.html")
    assert page.count("<h1>") == 1
    assert 'href="/"' in page


def answer(error: Exception, request: HttpRequest) -> tuple[int, str]:
    try:
        raise error
    except type(error):
        response = errors.server_error(request)
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("error", [OperationalError(), RedisConnectionError()])
def test_outage_is_503_with_time_to_retry(error: Exception) -> None:
    status, page = answer(error, RequestFactory().get("/"))
    assert status == 503
    assert "phiếu đã vào hòm vẫn an toàn" in page


@pytest.mark.django_db
def test_database_that_only_reads_is_an_outage() -> None:
    """A standby that was not promoted: pages would otherwise answer 500."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL transaction_read_only = on")
        with pytest.raises(DatabaseError) as refused:
            User.objects.update(first_name="")
        transaction.set_rollback(True)
    assert answer(refused.value, RequestFactory().get("/"))[0] == 503


def test_an_outage_does_not_claim_that_nothing_was_saved() -> None:
    """The connection may break at the commit, when the rows are there already."""
    with override("en"):
        script = RequestFactory().get("/", headers={"accept": "application/json"})
        answers = [answer(OperationalError(), request) for request in (script, RequestFactory().get("/"))]
    assert [status for status, _text in answers] == [503, 503]
    assert all("It is not certain whether what you sent" in text for _status, text in answers)
    assert not any("othing" in text for _status, text in answers)


def test_a_script_gets_a_sentence() -> None:
    request = RequestFactory().get("/", headers={"accept": "application/json"})
    status, body = answer(ValueError("secret detail"), request)
    assert (status, "failed" in body, "secret detail" in body) == (500, True, False)


def test_an_unknown_error_is_500(client: Client, stranger: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    client.force_login(stranger)
    monkeypatch.setattr("secretariat.views.home.duties_for", lambda _user: 1 / 0)
    response = client.get("/")
    assert response.status_code == 500
    assert "Hệ thống gặp lỗi" in response.content.decode()


def test_form_without_csrf_token_tells_what_to_do(stranger: User) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/accounts/login/", {"login": "x"})
    assert response.status_code == 403
    assert "Trang đã mở quá lâu" in response.content.decode()


@pytest.mark.parametrize(
    ("button", "page"),
    [
        ("/dossiers/7/upload", "/dossiers/7/"),
        ("/dossiers/matters/00000000-0000-4000-8000-000000000000/answer", "/dossiers/"),
        (
            "/desk/00000000-0000-4000-8000-000000000000/lists/print",
            "/desk/00000000-0000-4000-8000-000000000000/",
        ),
        ("/campaigns/3/export/xlsx/", "/campaigns/3/"),
    ],
)
def test_address_of_a_button_leads_to_its_page(client: Client, button: str, page: str) -> None:
    answer = client.get(button)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert f'href="{page}"' in answer.content.decode()


def test_script_is_told_in_json(client: Client) -> None:
    answer = client.get("/dossiers/7/upload", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (405, "not_a_page")
