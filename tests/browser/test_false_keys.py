"""A server or proxy gives a voter keys of its own, for one voter or for all (docs/protocol.md §2.3)."""

import pytest
from playwright.sync_api import Page, expect

from ballots.models import CastBallot, IssuedBallot
from ballots.selectors import election_of
from officials.models import User
from rounds.models import Round
from tests.ballots.hall import election_code_of
from tests.browser import booth
from tests.browser.false_keys import FalseBox, invented, stand_between, swapped
from tests.browser.gallery import look
from tests.browser.test_hall_screen import go as go_to_hall
from tests.browser.test_hall_screen import is_hidden, is_shown, type_in
from tests.browser.test_scanned_code import letters, refused, scan
from tests.browser_fixtures import PHONE, NewContext

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
UNTRUE = "không phải hòm phiếu mà ban kiểm phiếu đã khóa"


def nothing_left_the_device() -> None:
    assert not IssuedBallot.objects.exists()
    assert not CastBallot.objects.exists()


def attacked(new_context: NewContext, round_: Round, voter: User, false: FalseBox, **options: bool) -> Page:
    context = new_context(user=voter, size=PHONE)
    stand_between(context, round_, false, **options)
    return context.new_page()


@pytest.mark.parametrize("in_pages", [True, False])
def test_keys_that_nobody_confirmed_are_refused_without_any_code(
    new_context: NewContext, round_: Round, voter: User, in_pages: bool
) -> None:
    page = attacked(new_context, round_, voter, swapped(round_), in_pages=in_pages)
    page.goto(f"/vote/{round_.pk}/")
    refused(page, UNTRUE)
    expect(page.locator("#situation")).to_contain_text("trưởng ban kiểm phiếu (")
    look(page, "vote-false-keys")
    nothing_left_the_device()


@pytest.mark.parametrize(("in_pages", "words"), [(True, "không khớp với mã QR đã quét"), (False, UNTRUE)])
def test_invented_team_is_refused_with_the_qr_code(
    new_context: NewContext, round_: Round, voter: User, in_pages: bool, words: str
) -> None:
    page = attacked(new_context, round_, voter, invented(round_), in_pages=in_pages)
    scan(page, round_, letters(round_))
    refused(page, words)
    nothing_left_the_device()


def test_invented_team_shows_another_code_than_the_hall(
    new_context: NewContext, round_: Round, voter: User
) -> None:
    """Without the QR code, only the eye can tell: the page asks the voter to compare."""
    false = invented(round_)
    page = attacked(new_context, round_, voter, false)
    page.goto(f"/vote/{round_.pk}/")
    expect(page.locator("#marking .election-code__groups").first).to_have_text(false.code)
    expect(page.locator("#marking [data-code=by_eye]")).to_be_visible()
    hall = go_to_hall(new_context(), round_)
    type_in(hall, election_code_of(round_))
    is_shown(hall, election_code_of(round_))
    assert false.code != election_code_of(round_)


def test_invented_team_for_all_cannot_be_shown_in_the_hall(new_context: NewContext, round_: Round) -> None:
    """A member types the code of the own device, which no server can change."""
    context = new_context()
    stand_between(context, round_, invented(round_))
    hall = go_to_hall(context, round_)
    type_in(hall, election_code_of(round_))
    expect(hall.locator("#hall-answer .notice--danger")).to_be_visible()
    is_hidden(hall)


def test_true_keys_pass(new_context: NewContext, round_: Round, voter: User) -> None:
    """The proxy of these tests changes nothing else."""
    true = FalseBox(election_of(round_.pk), bytes.fromhex(round_.election_id or ""))
    page = attacked(new_context, round_, voter, true)
    page.goto(f"/vote/{round_.pk}/")
    booth.cast(page, [0, 1, 2])
    booth.receipt(page)
