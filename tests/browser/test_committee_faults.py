"""Failures between a member's page and the server: each step is taken once, and no click is lost."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from ballots.models import CeremonyMessage, PartialDecryption
from ballots.protocol.wire import LevelIndex
from results.models import MinutesSignature
from results.services.opening import open_box
from rounds.models import Round
from tests.ballots.hall import devices_of_team
from tests.ballots.team import TeamDevice, close_with, run
from tests.browser.team_pages import at, bring, confirm_sheet, go_on, help_open, sign
from tests.browser.test_committee_ceremony import visit
from tests.browser_fixtures import NewContext
from tests.roles import PASSWORD, make_frozen_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
POSTS = re.compile(r"/(post|sign)$")


@pytest.fixture
def device(committed: None) -> TeamDevice:
    """The device of a member who is the whole counting team."""
    return devices_of_team(make_frozen_round(lines=1, voters=6, members=1))[0]


def round_of(device: TeamDevice) -> Round:
    return Round.objects.get(pk=device.round_id)


def seen(page: Page, name: str, *, visible: bool = True) -> None:
    expect(page.locator(f"[data-show={name}]").last).to_be_visible(visible=visible)


def test_tab_closed_after_each_answer_that_was_lost(device: TeamDevice, new_context: NewContext) -> None:
    context, lost = new_context(user=device.user), list[Route]()
    context.route(POSTS, lambda route: _lose_answer(route, lost))
    page = bring(context, device)
    for number in range(4):
        page = _closed_and_opened(page, lost, number + 1)
    at(page, "code")
    page.locator("[data-do=confirm]").click()
    at(_closed_and_opened(page, lost, 5), "locked")
    assert CeremonyMessage.objects.filter(round=device.round_id).count() == 5
    close_with(round_of(device), [[LevelIndex.HIGH]] * 6)
    page = visit(context, round_of(device))
    help_open(page)
    page = _closed_and_opened(page, lost, 6)
    open_box(round_id=device.round_id)
    sign(page)
    seen(_closed_and_opened(page, lost, 7), "signed")
    assert MinutesSignature.objects.count() == PartialDecryption.objects.count() == 1


def _lose_answer(route: Route, lost: list[Route]) -> None:
    route.fetch()
    lost.append(route)
    route.abort()


def _closed_and_opened(page: Page, lost: list[Route], number: int) -> Page:
    """Wait until the answer to this post is lost; go on in another tab."""
    context = page.context
    while len(lost) < number:
        page.wait_for_timeout(50)
    seen(page, "lost")
    again = context.new_page()
    again.goto(page.url)
    page.close()
    return again


def test_press_is_repeated_until_the_server_answers(device: TeamDevice, new_context: NewContext) -> None:
    run([device], until="accept")
    page = bring(new_context(user=device.user), device)
    at(page, "code")
    refusal = {"error": "message", "message": "Máy chủ không nhận."}
    page.route(POSTS, lambda route: route.fulfill(status=422, json=refusal))
    page.locator("[data-do=confirm]").click()
    seen(page, "refused")
    _looked(page, times=2)
    expect(page.locator("[data-text=refused]")).to_have_text(refusal["message"])
    page.route(POSTS, lambda route: route.fulfill(body="<h1>Wi-Fi</h1>", content_type="text/html"))
    page.locator("[data-do=confirm]").click()
    seen(page, "lost")
    seen(page, "refused", visible=False)
    _looked(page)
    seen(page, "lost")
    assert not CeremonyMessage.objects.filter(step="confirm").exists()
    page.unroute(POSTS)
    at(page, "locked")


def _looked(page: Page, times: int = 1) -> None:
    """Wait until the page has read the board by itself so many times."""
    for _look in range(times):
        with page.expect_response(re.compile("/board$")):
            pass


def test_login_in_another_tab_lets_the_page_go_on(device: TeamDevice, new_context: NewContext) -> None:
    run([device], until="accept")
    context = new_context(user=device.user)
    page = bring(context, device)
    at(page, "code")
    Session.objects.all().delete()
    seen(page, "login")
    other = context.new_page()
    other.goto(page.locator("[data-show=login] a").get_attribute("href") or "")
    other.locator("input[name=login]").fill(device.user.username)
    other.locator("input[name=password]").fill(PASSWORD)
    other.locator("main button[type=submit]").first.click()
    seen(page, "login", visible=False)
    page.locator("[data-do=confirm]").click()
    at(page, "locked")


def test_two_tabs_create_one_key_part(device: TeamDevice, new_context: NewContext) -> None:
    context = new_context(user=device.user)
    tabs = [visit(context, round_of(device)) for _tab in range(2)]
    for tab in tabs:
        at(tab, "start")
    for tab in tabs:
        tab.evaluate("document.querySelector('[data-do=make]').click()")
    for tab in tabs:
        at(tab, "keep")
    confirm_sheet(tabs[0])
    expect(tabs[1].locator("[data-kept=sheet]")).to_have_attribute("data-state", "done")
    go_on(tabs[0])
    for tab in tabs:
        at(tab, "code")
    assert CeremonyMessage.objects.filter(step="commit").count() == 1
    tabs[1].reload()
    at(tabs[1], "code")


def test_unresponsive_storage_is_reported(device: TeamDevice, new_context: NewContext) -> None:
    context = new_context(user=device.user)
    context.add_init_script("indexedDB.open = () => ({})")
    page = visit(context, round_of(device))
    at(page, "start")
    page.locator("[data-do=make]").click()
    seen(page, "browser-blocked")
