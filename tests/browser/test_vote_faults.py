"""Whatever goes wrong while voting ends in a true sentence about the ballot."""

import json
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, Route, expect

from ballots.box import box_of
from ballots.models import CastBallot, IssuedBallot
from ballots.sealing import voprf
from ballots.sealing.group import base_mul
from ballots.services import closing
from officials.models import User
from rounds.models import Round
from tests.ballots.hall import Device, open_round, voters
from tests.browser import booth
from tests.roles import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("committed"),
]
NewContext = Callable[..., BrowserContext]
MARKS: list[int | None] = [0, 1, 2]


@pytest.fixture
def round_() -> Round:
    return open_round(lines=3)


@pytest.fixture
def voter(round_: Round) -> User:
    return voters(round_)[0]


@pytest.fixture
def context(new_context: NewContext, voter: User) -> BrowserContext:
    return new_context(user=voter)


def go(context: BrowserContext, round_: Round) -> Page:
    page = context.new_page()
    page.goto(f"/vote/{round_.pk}/")
    return page


def drop(context: BrowserContext, pattern: str, *, after: bool) -> list[Route]:
    """Lose the connection for one kind of request, before or after the server has acted."""
    lost: list[Route] = []

    def lose(route: Route) -> None:
        lost.append(route)
        if after:
            route.fetch()
        route.abort()

    context.route(pattern, lose)
    return lost


def test_lost_before_issuing(context: BrowserContext, round_: Round) -> None:
    page = go(context, round_)
    booth.review(page, MARKS)
    context.set_offline(True)
    page.locator("#cast").click()
    expect(page.locator(".vote-working__text")).to_contain_text("chưa vào hòm")
    assert not IssuedBallot.objects.exists()
    context.set_offline(False)
    booth.receipt(page)
    assert CastBallot.objects.count() == IssuedBallot.objects.count() == 1


@pytest.mark.parametrize("pattern", ["**/issue", "**/cast"])
@pytest.mark.parametrize("after", [False, True])
def test_answer_lost_and_tab_closed(
    context: BrowserContext, round_: Round, pattern: str, after: bool
) -> None:
    page = go(context, round_)
    lost = drop(context, pattern, after=after)
    booth.cast(page, MARKS)
    expect(page.locator(".vote-working__text")).to_contain_text("Mất kết nối", timeout=15_000)
    assert lost
    page.close()
    context.unroute(pattern)
    booth.receipt(go(context, round_))
    assert CastBallot.objects.count() == IssuedBallot.objects.count() == 1


def test_double_click_casts_once(context: BrowserContext, round_: Round) -> None:
    page = go(context, round_)
    booth.review(page, MARKS)
    page.locator("#cast").dblclick()
    booth.receipt(page)
    assert CastBallot.objects.count() == 1


def test_two_tabs_end_with_one_receipt(context: BrowserContext, round_: Round) -> None:
    first, second = go(context, round_), go(context, round_)
    booth.review(first, MARKS)
    booth.review(second, [2, 2, 2])
    first.evaluate("document.querySelector('#cast').click()")
    second.evaluate("document.querySelector('#cast').click()")
    assert booth.receipt(first) == booth.receipt(second)
    assert CastBallot.objects.count() == 1


def test_back_button_finds_the_receipt(context: BrowserContext, round_: Round) -> None:
    page = go(context, round_)
    booth.cast(page, MARKS)
    code = booth.receipt(page)
    page.goto("/")
    page.go_back()
    assert booth.receipt(page) == code


def test_second_device_is_told_where_to_go(context: BrowserContext, round_: Round, voter: User) -> None:
    Device(round_, voter).take()
    page = go(context, round_)
    expect(page.locator("#situation .notice")).to_contain_text("thiết bị khác", timeout=15_000)
    expect(page.locator("#marking")).to_be_hidden()


def test_second_device_issued_while_marking(context: BrowserContext, round_: Round, voter: User) -> None:
    page = go(context, round_)
    booth.review(page, MARKS)
    Device(round_, voter).take()
    page.locator("#cast").click()
    expect(page.locator("#situation .notice")).to_contain_text("thiết bị khác", timeout=15_000)
    assert not CastBallot.objects.exists()


def test_session_ends_and_the_ballot_goes_on_after_login(
    context: BrowserContext, round_: Round, voter: User
) -> None:
    page = go(context, round_)
    booth.review(page, MARKS)
    Session.objects.all().delete()
    page.locator("#cast").click()
    expect(page.locator("#situation .notice")).to_contain_text("chưa vào hòm", timeout=15_000)
    page.locator("#situation a.button").click()
    page.locator("input[name=login]").fill(voter.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    booth.receipt(page)
    assert CastBallot.objects.count() == 1


def test_issuing_ends_while_marking(context: BrowserContext, round_: Round) -> None:
    page = go(context, round_)
    booth.review(page, MARKS)
    closing.end_issuing(round_id=round_.pk, actor=None)
    page.locator("#cast").click()
    expect(page.locator("#situation .notice")).to_contain_text("Không có phiếu nào của", timeout=15_000)
    assert not IssuedBallot.objects.exists()
    assert not [name for name in booth.kept(page) if name.startswith("tn-marks")]


def test_box_closes_between_issuing_and_casting(new_context: NewContext) -> None:
    round_ = open_round(lines=3, grace_seconds=0)
    context = new_context(user=voters(round_)[0])
    page = go(context, round_)
    drop(context, "**/cast", after=False)
    booth.cast(page, MARKS)
    expect(page.locator(".vote-working__text")).to_contain_text("Mất kết nối", timeout=15_000)
    closing.end_issuing(round_id=round_.pk, actor=None)
    closing.close_round(round_id=round_.pk, actor=None)
    context.unroute("**/cast")
    expect(page.locator("#situation .notice--danger")).to_contain_text("không có trong hòm", timeout=30_000)
    assert not CastBallot.objects.exists()


def test_wrong_clock_of_the_device_changes_nothing(context: BrowserContext, round_: Round) -> None:
    context.clock.install(time="2019-01-01T00:00:00")
    context.clock.resume()
    page = go(context, round_)
    booth.cast(page, MARKS)
    booth.receipt(page)


def test_blocked_storage_warns_and_still_votes(context: BrowserContext, round_: Round) -> None:
    context.add_init_script(
        "for (const kind of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, kind, { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page = go(context, round_)
    expect(page.locator("#situation .notice--warning")).to_be_visible(timeout=15_000)
    booth.cast(page, MARKS)
    booth.receipt(page)


def test_token_of_another_key_is_noticed(context: BrowserContext, round_: Round) -> None:
    other = open_round()
    context.route("**/issue", lambda route: route.fulfill(json=_answer_of(other, route)))
    page = go(context, round_)
    booth.cast(page, MARKS)
    expect(page.locator("#situation .notice--danger")).to_contain_text("không thật", timeout=15_000)
    assert not CastBallot.objects.exists()


def _answer_of(other: Round, route: Route) -> dict[str, str]:
    """What a server would answer that marks this voter with a key of its own."""
    secret = box_of(other.pk).secrets.token_secret
    blinded = bytes.fromhex(json.loads(route.request.post_data or "")["blinded"])
    evaluated, proof = voprf.blind_evaluate(voprf.KeyPair(secret, base_mul(secret)), blinded)
    return {"evaluated": evaluated.hex(), "proof": proof.hex()}
