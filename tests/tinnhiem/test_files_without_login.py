"""Files that are sent after the login had ended are not read; the answer leads to the login and back."""

import io

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from officials.models import Dossier

pytestmark = pytest.mark.django_db
LARGE = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
HERE = "http://testserver"


def sent(path: str, size: int = LARGE, **headers: str) -> tuple[int, str]:
    answer = Client().post(path, {"file": io.BytesIO(b"x" * size)}, headers=headers)
    return answer.status_code, answer.text


def login_to(path: str) -> str:
    return f'href="{reverse("account_login")}?next={path.replace("/", "%2F")}"'


def test_form_of_the_administration_is_sent_again_after_a_login() -> None:
    path = reverse("admin:officials_dossier_add")
    status, text = sent(path, referer=f"{HERE}{path}?official=7")
    assert (status, login_to(path) in text) == (413, True)
    assert 'target="_blank"' in text
    assert "tải lại trang" in text
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("referer", "leads_to"),
    [(f"{HERE}/lists/rolls/", "/lists/rolls/"), ("https://elsewhere.example/lists/", "/"), ("", "/")],
)
def test_other_pages_are_opened_again_by_the_login(referer: str, leads_to: str) -> None:
    status, text = sent("/lists/rolls/", referer=referer)
    assert (status, login_to(leads_to) in text) == (413, True)
    assert "chọn lại tệp" in text
    assert "tải lại trang" not in text


@pytest.mark.parametrize(
    ("path", "size"), [("/lists/rolls/", settings.LARGEST_UPLOAD + 1), ("/plans/7/", LARGE)]
)
def test_what_nobody_may_send_says_so(path: str, size: int) -> None:
    status, text = sent(path, size, referer=f"{HERE}{path}")
    assert (status, reverse("account_login") in text) == (413, False)


def test_a_script_reads_what_happened() -> None:
    answer = Client(headers={"accept": "application/json"}).post(
        "/lists/rolls/", b"x" * LARGE, content_type="text/plain"
    )
    assert (answer.status_code, answer.json()["error"]) == (413, "login")
