"""False keys on the pages of a second device: receipt and trial ballot."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from officials.models import User
from rounds.models import Round
from tests.ballots.hall import vote
from tests.browser import booth, test_trial_page
from tests.browser.false_keys import FalseBox, invented, stand_between, swapped
from tests.browser.gallery import look
from tests.browser.test_receipt_page import check
from tests.browser_fixtures import PHONE, NewContext

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_receipt_page_refuses_keys_that_nobody_confirmed(new_context: NewContext, round_: Round) -> None:
    context = new_context(size=PHONE)
    stand_between(context, round_, swapped(round_))
    page = check(context, round_, vote(round_)[1]["ballot"])
    expect(page.locator("#check-answer .notice--danger")).to_contain_text("ban kiểm phiếu đã khóa")
    expect(page.locator("#check-answer .notice--success")).to_have_count(0)
    look(page, "check-receipt-false-keys")


def test_receipt_page_shows_the_code_of_an_invented_team(new_context: NewContext, round_: Round) -> None:
    context, false = new_context(), invented(round_)
    stand_between(context, round_, false, in_pages=False)
    page = check(context, round_, vote(round_)[1]["ballot"])
    expect(page.locator("[data-election-code] .election-code__groups")).to_have_text(false.code)


@pytest.mark.parametrize("make", [swapped, invented])
def test_trial_page_refuses(
    new_context: NewContext, round_: Round, voter: User, make: Callable[[Round], FalseBox]
) -> None:
    """The trial names the election for which the voter's device has sealed."""
    voting = booth.go(new_context(user=voter), round_)
    booth.review(voting, [0, 2, None])
    expect(voting.locator("#sealed-code")).to_have_text(booth.CODE_PATTERN)
    context = new_context()
    stand_between(context, round_, make(round_))
    page = test_trial_page.second(context, round_, test_trial_page.opened(voting))
    expect(page.locator("#check-answer .notice--danger")).to_be_visible()
    expect(page.locator(".vote-sheet")).to_have_count(0)
