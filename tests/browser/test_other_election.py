"""The attack that the election code is for: a proxy shows voters an election of its own, with an invented team.

Everything that the proxy shows is consistent: the page, the keys, the ceremony and its signatures are those of
another round, whose members exist only for the attacker.
"""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from ballots.models import CastBallot, IssuedBallot
from officials.models import User
from rounds.models import Round
from tests.ballots.hall import election_code_of, open_round, voters
from tests.browser import booth
from tests.browser.gallery import look
from tests.browser.test_scanned_code import letters, refused, scan
from tests.browser_fixtures import PHONE, NewContext
from tests.sessions import session_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def false() -> Round:
    """The attacker's election."""
    return open_round(lines=3)


def swap(context: BrowserContext, true: Round, false: Round) -> None:
    """Answer logged-in voters of the true round with the pages of the false one."""
    session = session_of(voters(false)[0])

    def answer(route: Route) -> None:
        headers = route.request.headers
        if route.request.is_navigation_request() and "sessionid" not in headers.get("cookie", ""):
            route.continue_()  # the entrance stays as it is
            return
        url = route.request.url.split("#")[0].replace(str(true.pk), str(false.pk))
        route.fulfill(response=route.fetch(url=url, headers={**headers, "cookie": f"sessionid={session}"}))

    context.route(re.compile(f"/vote/({true.pk}|{false.pk})/"), answer)


def refuses(page: Page) -> None:
    refused(page, "không khớp với mã QR đã quét")
    assert not IssuedBallot.objects.exists()


def test_page_refuses_after_the_qr_code(
    new_context: NewContext, round_: Round, voter: User, false: Round
) -> None:
    context = new_context(user=voter, size=PHONE)
    swap(context, round_, false)
    page = context.new_page()
    scan(page, round_, letters(round_))
    refuses(page)
    look(page, "attack-refused")


def test_page_refuses_after_entrance_and_login(
    new_context: NewContext, round_: Round, voter: User, false: Round
) -> None:
    context = new_context()
    page = context.new_page()
    scan(page, round_, letters(round_))
    page.wait_for_url("**/accounts/login/**")
    booth.log_in(page, voter)
    expect(page.locator("#marking [data-code=same]")).to_be_visible()
    swap(context, round_, false)
    page.reload()
    refuses(page)


def test_without_the_qr_code_the_codes_differ(
    new_context: NewContext, round_: Round, voter: User, false: Round
) -> None:
    context = new_context(user=voter, size=PHONE)
    swap(context, round_, false)
    page = booth.go(context, round_)
    shown = page.locator("#marking .election-code__groups")
    expect(shown).to_have_text(election_code_of(false))
    assert election_code_of(false) != election_code_of(round_)
    expect(page.locator("#marking [data-code=by_eye]")).to_be_visible()


def test_code_scanned_for_another_vote_is_not_taken_for_a_match(
    new_context: NewContext, round_: Round, false: Round
) -> None:
    """A server may lead the voter to another address after the login."""
    page = new_context(user=voters(false)[0], size=PHONE).new_page()
    page.goto("/health/")
    page.evaluate(
        "path => sessionStorage.setItem('tn-election-last', JSON.stringify(path))", f"/vote/{round_.pk}/"
    )
    page.goto(f"/vote/{false.pk}/")
    expect(page.locator("#marking [data-code=elsewhere]")).to_be_visible()
    expect(page.locator("#marking [data-code=same]")).to_be_hidden()
    assert not CastBallot.objects.exists()
