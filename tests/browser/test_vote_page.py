"""The voter's page in a real browser: from the first mark to the receipt."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ballots.models import EncryptedTally, IssuedBallot
from ballots.services import closing
from officials.models import User
from rounds.models import Round
from tests.ballots.hall import VoterDevice, counts_of, locked_round, voters
from tests.browser import booth
from tests.browser_fixtures import PHONE, NewContext

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Check = Callable[[Page], None]


def go(context: BrowserContext, round_: Round) -> Page:
    page = context.new_page()
    page.goto(f"/vote/{round_.pk}/")
    return page


def test_marks_arrive_as_marked(
    new_context: NewContext, round_: Round, worker: object, wait_until: Callable[[Callable[[], bool]], bool]
) -> None:
    usual: list[int | None] = [0, 1, 2]
    ballots = [*[usual] * 5, [2, 2, None]]
    for user, marks in zip(voters(round_), ballots, strict=True):
        page = go(new_context(user=user), round_)
        booth.cast(page, marks)
        if None in marks:
            page.locator("#blank-cast").click()
        booth.receipt(page)
    closing.close_round(round_id=round_.pk, actor=None)
    wait_until(EncryptedTally.objects.filter(returned=6, valid=6).exists)
    assert counts_of(round_) == [(5, 0, 1), (0, 5, 1), (0, 0, 5)]


def test_box_is_addressed_without_cookies(new_context: NewContext, round_: Round, voter: User) -> None:
    page = go(new_context(user=voter), round_)
    sent: list[dict[str, str]] = []
    page.on(
        "requestfinished", lambda request: sent.extend([request.all_headers()] * ("/box/" in request.url))
    )
    booth.cast(page, [0, 0, 0])
    booth.receipt(page)
    assert sent
    assert not [headers for headers in sent if "cookie" in headers or "referer" in headers]


def test_nothing_is_kept_but_the_receipt_and_the_sealed_ballot(
    new_context: NewContext, round_: Round, voter: User
) -> None:
    page = go(new_context(user=voter), round_)
    booth.review(page, [0, 1, 2])
    assert any(name.startswith("tn-marks") for name in booth.kept(page))
    page.locator("#cast").click()
    booth.receipt(page)
    (value,) = booth.kept(page).values()
    found = json.loads(value)
    assert set(found) == {"receipt", "spare"}
    assert set(found["spare"]) == {"body", "signature", "token", "blinded"}


def test_reload_keeps_the_marks_of_this_tab(new_context: NewContext, round_: Round, voter: User) -> None:
    page = go(new_context(user=voter), round_)
    booth.review(page, [2, None, 0])
    page.reload()
    expect(page.locator("#marked-text")).to_have_text("2/3")
    expect(page.locator("#marking [data-line='0'] input").nth(2)).to_be_checked()


def test_unmarked_line_is_asked_about_once(
    new_context: NewContext, round_: Round, voter: User, assert_accessible: Check
) -> None:
    page = go(new_context(user=voter), round_)
    booth.cast(page, [0, None, 0])
    expect(page.locator("#blank-dialog")).to_be_visible()
    assert_accessible(page)
    assert not IssuedBallot.objects.exists()
    page.locator("#blank-back").click()
    expect(page.locator("#marking [data-line='1'] input").first).to_be_focused()
    page.locator("#to-review").click()
    page.locator("#cast").click()
    page.locator("#blank-cast").click()
    booth.receipt(page)


def test_mark_can_be_removed(new_context: NewContext, round_: Round, voter: User) -> None:
    page = go(new_context(user=voter), round_)
    booth.review(page, [0, 0, 0])
    page.locator("[data-edit='2']").click()
    page.locator("#line-2 [data-clear]").click()
    expect(page.locator("#marked-text")).to_have_text("2/3")
    page.locator("#next-blank").click()
    expect(page.locator("#line-2 input").first).to_be_focused()


def test_test_ballot_is_opened_and_destroyed(new_context: NewContext, round_: Round, voter: User) -> None:
    page = go(new_context(user=voter), round_)
    booth.review(page, [0, 1, 2])
    page.locator("#trial summary").click()
    page.locator("#trial-run").click()
    expect(page.locator("#trial-answer .notice--success")).to_be_visible()
    assert not IssuedBallot.objects.exists()
    page.locator("#cast").click()
    booth.receipt(page)


def test_receipt_is_checked_against_the_closed_box(
    new_context: NewContext, round_: Round, voter: User, assert_accessible: Check
) -> None:
    for user in voters(round_)[1:]:
        VoterDevice(round_, user).take().cast()
    context = new_context(user=voter)
    page = go(context, round_)
    booth.cast(page, [0, 0, 0])
    booth.receipt(page)
    page.locator("#receipt-verify").click()
    expect(page.locator("#receipt-check .notice--success")).to_be_visible()
    closed = closing.close_round(round_id=round_.pk, actor=None)
    page.reload()
    expect(page.locator("#receipt-check .notice--success")).to_contain_text(closed.fingerprint)
    assert_accessible(page)


def test_page_with_other_names_than_frozen_is_refused(
    new_context: NewContext, round_: Round, voter: User
) -> None:
    context = new_context(user=voter)
    context.route(
        "**/vote/*/",
        lambda route: route.fulfill(body=route.fetch().text().replace("Tín nhiệm thấp", "Tín nhiệm thap")),
    )
    page = go(context, round_)
    expect(page.locator("#situation .notice--danger")).to_be_visible()
    expect(page.locator("#marking")).to_be_hidden()


def test_page_opens_by_itself_with_the_vote(new_context: NewContext, assert_accessible: Check) -> None:
    round_ = locked_round()
    page = go(new_context(user=voters(round_)[0], size=PHONE), round_)
    expect(page.locator("#reading-title")).to_be_visible()
    expect(page.locator("input[type=radio]")).to_have_count(0)
    assert_accessible(page)


def test_without_script_the_page_says_so(new_context: NewContext, round_: Round, voter: User) -> None:
    page = go(new_context(user=voter, java_script_enabled=False), round_)
    expect(page.locator(".notice--warning:visible")).to_have_count(1)
    expect(page.locator("#marking")).to_be_hidden()
