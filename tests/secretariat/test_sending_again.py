"""What was typed into a form while login or role ended is kept on a page; after a new login it is saved."""

import datetime
import re
import uuid
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officials.models import Unit, UnitRole, User
from officials.services import revoke_role
from rounds.models import Matter, Round
from secretariat.stale.kept import raw_groups
from tests.roles import announce, make_campaign, make_draft_round, make_official, make_unit, make_user
from tests.secretariat.two_people import address, opened

pytestmark = pytest.mark.django_db
HERE = {"Origin": "http://testserver"}


@pytest.fixture
def browser(secretary: User) -> Client:
    """A browser that is held to CSRF tokens, as real ones are."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(secretary)
    return client


def token_of(page: Any) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert found
    return found[1]


def fields_of(page: Any) -> dict[str, list[str]]:
    """Return what the button of the page sends."""
    fields: dict[str, list[str]] = {"csrfmiddlewaretoken": [token_of(page)]}
    for name, value in page.context["fields"]:
        fields.setdefault(name, []).append(value)
    return fields


def typed(browser: Client, unit: Unit) -> dict[str, Any]:
    """Return what a browser sends for the page of a unit into which a new name was typed."""
    token = token_of(browser.get(address(unit)))
    return {**opened(browser, unit), "csrfmiddlewaretoken": token, "name": "Cục <Mới>"}


def test_saved_after_the_next_login(browser: Client, secretary: User, unit: Unit) -> None:
    form = typed(browser, unit)
    browser.cookies.pop("sessionid")
    page = browser.post(address(unit), form, headers=HERE)
    assert page.status_code == 403
    assert "Cục &lt;Mới&gt;" in page.content.decode()
    browser.force_login(secretary)
    browser.cookies.pop("csrftoken")  # a login gives a new one
    page = browser.post(address(unit), fields_of(page), headers=HERE)
    assert secretary.full_name in page.content.decode()
    assert browser.post(address(unit), fields_of(page), headers=HERE).status_code == 302
    unit.refresh_from_db()
    assert unit.name == "Cục <Mới>"


def test_new_row(browser: Client, secretary: User) -> None:
    form = {"name": "Cục Mới", "place": "Huế"}
    page = browser.post(reverse("admin:officials_unit_add"), form, headers=HERE)
    assert page.status_code == 403
    assert [name for name, _value in page.context["fields"]] == ["name", "place"]


@pytest.mark.slow
def test_matter_of_a_voter_is_sent_after_the_next_login(browser: Client) -> None:
    unit, opens = make_unit("Cục Công nghiệp"), timezone.now() + datetime.timedelta(days=20)
    closes = opens + datetime.timedelta(hours=3)
    round_ = make_draft_round(unit, officials=[make_official(unit)], opens_at=opens, closes_at=closes)
    announce(round_)
    voter, [line] = round_.electors.select_related("user")[0].user, round_.lines.all()
    browser.force_login(voter)
    asking = reverse("rounds:ask", args=[round_.pk])
    token = token_of(browser.get(reverse("rounds:matters", args=[round_.pk])))
    form = {"csrfmiddlewaretoken": token, "official": line.official_id, "text": "Việc <quản lý> quỹ?"}
    browser.cookies.pop("sessionid")
    page = browser.post(asking, form, headers=HERE)
    assert page.status_code == 403
    assert "Việc &lt;quản lý&gt; quỹ?" in page.content.decode()
    browser.force_login(voter)
    browser.cookies.pop("csrftoken")
    page = browser.post(asking, fields_of(page), headers=HERE)
    assert voter.full_name in page.content.decode()
    assert not Matter.objects.exists()
    assert browser.post(asking, fields_of(page), headers=HERE).status_code == 302
    assert Matter.objects.get().text == "Việc <quản lý> quỹ?"


def test_pressing_a_button_without_a_login_leads_to_the_login(browser: Client) -> None:
    asking = reverse("rounds:ask", args=[uuid.uuid4()])
    browser.cookies.pop("sessionid")
    browser.get(reverse("account_login"))
    form = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value, "official": "7", "text": ""}
    answer = browser.post(asking, form, headers=HERE)
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next={asking}")


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}])
def test_forms_from_elsewhere_are_not_offered(browser: Client, unit: Unit, headers: dict[str, str]) -> None:
    page = browser.post(address(unit), {"name": "Chọn hộ"}, headers=headers)
    assert page.status_code == 403
    assert "Chọn hộ" not in page.content.decode()


def test_secrets_are_not_repeated(browser: Client, secretary: User) -> None:
    browser.cookies.pop("sessionid")
    for name, args in (("admin:officials_user_login", [secretary.pk]), ("account_login", [])):
        form = {"digits": "204618", "password": "204618", "act": "card"}
        page = browser.post(reverse(name, args=args), form, headers=HERE)
        assert "204618" not in page.content.decode()


def test_nothing_typed_leads_to_the_login(client: Client, unit: Unit) -> None:
    assert client.post(address(unit)).status_code == 302
    page = client.post(address(unit), {"name": "Cục Mới"})
    assert page.status_code == 403
    assert page.headers["Cache-Control"] == "no-store"


def take_role(secretary: User) -> None:
    revoke_role(role=UnitRole.objects.get(user=secretary), actor=make_user(is_superuser=True))


@pytest.mark.parametrize("path", ["change", "add"])
def test_role_that_ended_while_typing(browser: Client, secretary: User, unit: Unit, path: str) -> None:
    form = typed(browser, unit)
    take_role(secretary)
    before = list(Unit.objects.order_by("pk").values())
    where = address(unit) if path == "change" else reverse("admin:officials_unit_add")
    page = browser.post(where, form, headers=HERE)
    assert (page.status_code, list(Unit.objects.order_by("pk").values())) == (403, before)
    assert "Cục &lt;Mới&gt;" in page.text
    assert secretary.full_name in page.text
    assert browser.get(where).status_code in {302, 403}


def test_role_that_ended_while_typing_on_another_page(browser: Client, secretary: User, unit: Unit) -> None:
    campaign = make_campaign(unit)
    token = token_of(browser.get(address(unit)))
    where = reverse("secretariat:notice_text", args=[campaign.pk, "summons", "vi"])
    form = {"csrfmiddlewaretoken": token, "subject": "Giấy mời họp", "body": "Kính gửi <ông bà>"}
    take_role(secretary)
    page = browser.post(where, form, headers=HERE)
    assert page.status_code == 404
    assert ["Kính gửi &lt;ông bà&gt;" in page.text, "Giấy mời họp" in page.text] == [True, True]
    script = browser.post(where, form, headers={**HERE, "accept": "application/json"})
    assert (script.status_code, "Kính gửi" in script.text) == (404, False)


def test_keys_of_rows_are_left_out() -> None:
    typed = QueryDict(
        f"title=7&unit=7&campaign={uuid.uuid4()}&lines-0-printed=3&lines-0-printed=4&lines-0-block=5"
    )
    assert [
        (group.heading, [text for _label, text in group.fields]) for group in raw_groups(Round, typed)
    ] == [
        ("", ["7"]),
        ("Người được lấy phiếu 1", ["5"]),
    ]
