"""The hall's screen: nothing before a member has typed the code, then the code and its QR code."""

import json

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from rounds.models import Round
from tests.ballots.hall import devices_of_team, election_code_of, locked_round
from tests.browser import team_pages
from tests.browser.gallery import look
from tests.browser_fixtures import PHONE, NewContext

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def round_() -> Round:
    return locked_round()


@pytest.fixture
def code(round_: Round) -> str:
    return election_code_of(round_)


def go(context: BrowserContext, round_: Round) -> Page:
    page = context.new_page()
    page.goto(f"/box/{round_.pk}/hall/")
    return page


def type_in(page: Page, text: str) -> None:
    page.locator("#hall-typed").fill(text)
    page.locator("#hall-form button").click()


def is_shown(page: Page, code: str) -> None:
    expect(page.locator("#hall-shown .election-code__groups")).to_have_text(code)
    expect(page.locator("#hall-shown .qr svg")).to_be_visible()


def is_hidden(page: Page) -> None:
    expect(page.locator("#hall-form")).to_be_visible()
    expect(page.locator("#hall-shown")).to_be_hidden()


def other_keys(route: Route) -> None:
    """Answer with the manifest of other keys, as a server that lies to this page would."""
    told = route.fetch().text()
    key = json.loads(json.loads(told)["manifest"])["receipt_key"]
    route.fulfill(body=told.replace(key, "ab" * 32), content_type="application/json")


def test_nothing_is_shown_before_a_member_types_the_code(
    new_context: NewContext, round_: Round, code: str
) -> None:
    context = new_context()
    page = go(context, round_)
    is_hidden(page)
    assert code not in page.content()
    assert round_.title not in page.locator("body").inner_text()
    look(page, "hall-ask")
    type_in(page, code.lower().replace("-", " "))
    is_shown(page, code)
    expect(page.get_by_role("heading", level=1)).to_have_text([round_.title])
    look(page, "hall-shown")
    assert not context.cookies()


def test_reload_keeps_the_code(new_context: NewContext, round_: Round, code: str) -> None:
    page = go(new_context(size=PHONE), round_)
    type_in(page, code)
    is_shown(page, code)
    page.reload()
    is_shown(page, code)
    page.locator("#hall-hide").click()
    page.reload()
    is_hidden(page)


def test_another_code_raises_the_alarm(new_context: NewContext, round_: Round, code: str) -> None:
    page = go(new_context(size=PHONE), round_)
    type_in(page, code[:-1] + ("0" if code[-1] != "0" else "1"))
    expect(page.locator("#hall-answer .notice--danger")).to_contain_text("không phải")
    is_hidden(page)
    look(page, "hall-other")
    type_in(page, code[:5])
    expect(page.locator("#hall-answer .notice--warning")).to_be_visible()
    is_hidden(page)


def test_false_keys_of_the_server_raise_the_alarm(new_context: NewContext, round_: Round, code: str) -> None:
    context = new_context()
    page = go(context, round_)
    type_in(page, code)
    is_shown(page, code)
    context.route("**/manifest", other_keys)
    page.reload()
    expect(page.locator("#hall-answer .notice--danger")).to_be_visible()
    type_in(page, code)
    expect(page.locator("#hall-answer .notice--danger")).to_be_visible()
    is_hidden(page)


def test_a_member_shows_the_qr_code(new_context: NewContext, round_: Round, code: str) -> None:
    device = devices_of_team(round_)[0]
    page = team_pages.bring(new_context(user=device.user, size=PHONE), device)
    expect(page.locator("[data-show=has-code] .election-code__groups")).to_have_text(code)
    page.locator("[data-do=show-code]").click()
    dialog = page.locator("#voters-code")
    expect(dialog.locator(".election-code__groups")).to_have_text(code)
    expect(dialog.locator(".qr svg")).to_be_visible()
    look(page, "team-voters-code")
    dialog.locator("button").click()
    expect(dialog).to_be_hidden()
