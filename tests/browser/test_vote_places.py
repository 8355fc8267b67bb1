"""One voter with two tabs, two devices, two logins: one ballot, reported correctly everywhere."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, expect

from ballots.models import CastBallot, IssuedBallot
from officials.models import User
from rounds.models import Round
from tests.ballots.hall import VoterDevice, voters
from tests.browser import booth

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MARKS: list[int | None] = [0, 1, 2]


def test_two_tabs_end_with_one_receipt(context: BrowserContext, round_: Round) -> None:
    first, second = booth.go(context, round_), booth.go(context, round_)
    booth.review(first, MARKS)
    booth.review(second, [2, 2, 2])
    first.route("**/cast", booth.lose)
    first.locator("#cast").click()
    expect(booth.working(first)).to_contain_text(booth.NOT_SURE)
    second.locator("#cast").click()
    code = booth.receipt(second)
    booth.notice(second, "cửa sổ khác", "info")
    first.unroute("**/cast")
    assert booth.receipt(first) == code
    expect(first.locator("#situation .notice")).to_have_count(0)
    assert CastBallot.objects.count() == 1


def test_back_button_finds_the_receipt(context: BrowserContext, round_: Round) -> None:
    page = booth.go(context, round_)
    booth.cast(page, MARKS)
    code = booth.receipt(page)
    page.goto("/")
    page.go_back()
    assert booth.receipt(page) == code


def test_second_device_shows_that_ballot_is_on_another(
    context: BrowserContext, round_: Round, voter: User
) -> None:
    VoterDevice(round_, voter).take()
    page = booth.go(context, round_)
    expect(page.locator("#situation .notice")).to_contain_text("thiết bị khác")
    expect(page.locator("#marking")).to_be_hidden()


def test_second_device_issued_while_marking(context: BrowserContext, round_: Round, voter: User) -> None:
    page, other = booth.go(context, round_), booth.go(context, round_)
    booth.review(page, MARKS)
    booth.review(other, MARKS)
    VoterDevice(round_, voter).take()
    page.locator("#cast").click()
    booth.look(other)
    for tab in (page, other):
        booth.notice(tab, "thiết bị khác")
    assert not CastBallot.objects.exists()


def test_session_ends_and_the_ballot_goes_on_after_login(
    context: BrowserContext, round_: Round, voter: User
) -> None:
    page = booth.go(context, round_)
    booth.review(page, MARKS)
    Session.objects.all().delete()
    booth.look(page)
    booth.notice(page, "chưa vào hòm")
    page.locator("#situation a.button").click()
    booth.log_in(page, voter)
    expect(page.locator("#marked-text")).to_have_text("3/3")
    Session.objects.all().delete()
    page.locator("#to-review").click()
    page.locator("#cast").click()
    booth.notice(page, "chưa vào hòm")
    page.locator("#situation a.button").click()
    booth.log_in(page, voter)
    booth.receipt(page)
    assert CastBallot.objects.count() == 1


def test_another_person_logs_in_on_the_same_device(context: BrowserContext, round_: Round) -> None:
    page = booth.go(context, round_)
    booth.review(page, MARKS)
    context.clear_cookies(name="sessionid")
    other = context.new_page()
    other.goto("/accounts/login/")
    booth.log_in(other, voters(round_)[1])
    expect(other.locator("input[name=login]")).to_have_count(0)
    page.locator("#cast").click()
    booth.notice(page, "gười khác")
    assert not IssuedBallot.objects.exists()


BLOCKED = """for (const kind of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, kind, { get() { throw new DOMException('no', 'SecurityError') } });
if (globalThis.LockManager) LockManager.prototype.request = async () => { throw new DOMException('no', 'SecurityError') };"""


def test_blocked_storage_still_votes_even_after_a_new_login(
    context: BrowserContext, round_: Round, voter: User
) -> None:
    context.add_init_script(BLOCKED)
    page = booth.go(context, round_)
    booth.notice(page, "không lưu")
    booth.review(page, MARKS)
    Session.objects.all().delete()
    page.locator("#cast").click()
    booth.notice(page, "để nguyên trang này")
    with context.expect_page() as opened:
        page.locator("#situation a.button").click()
    booth.log_in(opened.value, voter)
    expect(opened.value.locator("#marking")).to_be_visible()
    booth.look(page)
    booth.receipt(page)
    assert CastBallot.objects.count() == 1
