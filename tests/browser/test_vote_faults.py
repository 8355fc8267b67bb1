"""Every failure while voting ends with a true sentence about the ballot."""

import datetime
import json

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Dialog, Route, expect

from ballots.models import CastBallot, IssuedBallot
from ballots.services import closing
from rounds.models import Round
from rounds.services import moves
from tests.ballots.hall import open_round, voters
from tests.ballots.team import evaluate
from tests.browser import booth
from tests.browser_fixtures import NewContext

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MARKS: list[int | None] = [0, 1, 2]


def broken_proxy(route: Route) -> None:
    route.fulfill(status=502, body="<h1>502 Bad Gateway</h1>", content_type="text/html")


def wifi_login(route: Route) -> None:
    route.fulfill(body="<h1>Wi-Fi</h1>", content_type="text/html")


def wifi_elsewhere(route: Route) -> None:
    route.fulfill(status=302, headers={"Location": "http://wifi.invalid/"})


FAULTS = [
    ("**/issue", booth.lose, booth.NOT_YET, 0),
    ("**/issue", booth.lose_answer, booth.NOT_YET, 0),
    ("**/issue", wifi_login, booth.NOT_YET, 0),
    ("**/cast", booth.lose, booth.NOT_SURE, 0),
    ("**/cast", booth.lose_answer, booth.NOT_SURE, 1),
    ("**/cast", broken_proxy, booth.NOT_SURE, 0),
    ("**/cast", wifi_login, booth.NOT_SURE, 0),
    ("**/cast", wifi_elsewhere, booth.NOT_SURE, 0),
]


def test_lost_requests_and_answers_take_effect_once(new_context: NewContext) -> None:
    round_ = open_round(lines=1, voters=len(FAULTS))
    for done, (user, fault) in enumerate(zip(voters(round_), FAULTS, strict=True)):
        pattern, act, words, arrived = fault
        context = new_context(user=user)
        page = booth.go(context, round_)
        context.route(pattern, act)
        booth.cast(page, [0])
        expect(booth.working(page)).to_contain_text(words)
        assert CastBallot.objects.count() == done + arrived
        page.close()
        context.unroute(pattern)
        booth.receipt(booth.go(context, round_))
        assert CastBallot.objects.count() == IssuedBallot.objects.count() == done + 1


def test_words_of_the_ballot_that_are_lost_are_waited_for(context: BrowserContext, round_: Round) -> None:
    context.route("**/manifest", booth.lose)
    context.route("**/status", booth.lose)
    page = booth.go(context, round_)
    expect(booth.working(page)).to_contain_text("Từ khi mở trang này chưa bỏ phiếu nào")
    expect(page.locator("#marking")).to_be_hidden()
    context.unroute("**/manifest")
    booth.cast(page, MARKS)
    booth.receipt(page)  # an unanswered status request does not prevent voting
    assert CastBallot.objects.count() == 1


@pytest.mark.parametrize(("address", "words"), [("issue", booth.NOT_YET), ("cast", booth.NOT_SURE)])
def test_waiting_for_an_unresponsive_server_ends(
    context: BrowserContext, round_: Round, address: str, words: str
) -> None:
    context.clock.install()
    page = booth.go(context, round_)
    context.route(f"**/{address}", lambda _route: None)
    booth.review(page, MARKS)
    with page.expect_request(f"**/{address}"):
        page.locator("#cast").click()
    page.clock.run_for("00:21")
    expect(booth.working(page)).to_contain_text(f"{words}, do mất kết nối")
    context.unroute(f"**/{address}")
    booth.receipt(page)
    assert CastBallot.objects.count() == IssuedBallot.objects.count() == 1


FULL = """const keep = Storage.prototype.setItem;
Storage.prototype.setItem = function (name, value) {
  if (!name.endsWith('-try')) throw new DOMException('full', 'QuotaExceededError');
  keep.call(this, name, value);
};"""


@pytest.mark.parametrize(("address", "words"), [("issue", booth.NOT_YET), ("cast", booth.NOT_SURE)])
def test_full_storage_is_reported_while_ballot_waits(
    context: BrowserContext, round_: Round, address: str, words: str
) -> None:
    context.add_init_script(FULL)
    page = booth.go(context, round_)
    context.route(f"**/{address}", booth.lose)
    booth.cast(page, MARKS)
    expect(booth.working(page)).to_contain_text(words)
    expect(booth.working(page)).to_contain_text("để nguyên trang này")
    assert booth.kept(page) == {}
    context.unroute(f"**/{address}")
    booth.receipt(page)
    assert CastBallot.objects.count() == 1


def test_send_again_need_not_wait(context: BrowserContext, round_: Round) -> None:
    """Advice and a button stand below the sentence; the button ends a pause of some seconds."""
    context.clock.install()
    page = booth.go(context, round_)
    booth.review(page, MARKS)
    context.route("**/issue", booth.lose)
    page.locator("#cast").click()
    expect(page.locator("#offline")).to_contain_text("chế độ máy bay")
    with page.expect_event("requestfailed"):
        page.clock.pause_at(timezone.now() + datetime.timedelta(hours=1))
    context.unroute("**/issue")
    with page.expect_request("**/issue"):  # the clock stands still: no pause ends by itself
        page.get_by_role("button", name="Gửi lại ngay").click()
    page.clock.resume()
    booth.receipt(page)


def test_browser_asks_before_marks_are_lost(context: BrowserContext, round_: Round) -> None:
    """Closing the tab is asked about while marks are not sent, and no longer after the receipt."""
    asked: list[str] = []
    page = booth.go(context, round_)

    def stay_or_go(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay_or_go)
    booth.mark(page, MARKS)
    page.reload()
    assert asked == ["beforeunload"]
    booth.cast(page, MARKS)
    booth.receipt(page)
    page.reload()
    assert asked == ["beforeunload"]


def test_no_connection_until_it_is_back(context: BrowserContext, round_: Round) -> None:
    page = booth.go(context, round_)
    booth.review(page, MARKS)
    context.set_offline(True)
    page.locator("#cast").click()
    expect(booth.working(page)).to_contain_text(booth.NOT_YET)
    assert not IssuedBallot.objects.exists()
    context.set_offline(False)
    booth.receipt(page)
    context.set_offline(True)
    page.locator("#receipt-verify").click()
    expect(page.locator("#receipt-check .notice--warning")).to_be_visible()
    assert CastBallot.objects.count() == 1


def test_double_click_casts_once(context: BrowserContext, round_: Round) -> None:
    page = booth.go(context, round_)
    booth.review(page, MARKS)
    page.locator("#cast").dblclick()
    booth.receipt(page)
    assert CastBallot.objects.count() == 1


def test_ballot_opened_as_a_test_is_never_the_one_that_is_cast(
    context: BrowserContext, round_: Round
) -> None:
    page = booth.go(context, round_)
    booth.review(page, MARKS)
    page.locator("#trial summary").first.click()
    page.evaluate("for (const id of ['trial-run', 'trial-run', 'cast']) document.getElementById(id).click()")
    code = booth.receipt(page)
    assert page.locator("#test-code").text_content() != code
    assert CastBallot.objects.count() == 1


def test_issuing_ends_while_marking(context: BrowserContext, round_: Round) -> None:
    page = booth.go(context, round_)
    booth.review(page, MARKS)
    closing.end_issuing(round_id=round_.pk, actor=None)
    page.locator("#cast").click()
    expect(page.locator("#situation .notice")).to_contain_text("Không có phiếu nào của")
    assert not IssuedBallot.objects.exists()
    assert not [name for name in booth.kept(page) if name.startswith("tn-marks")]


def test_box_closes_before_the_ballot_is_there(new_context: NewContext) -> None:
    round_ = open_round(lines=1, grace_seconds=0)
    early, late = (new_context(user=user) for user in voters(round_)[:2])
    pages = []
    for context, act in ((early, booth.lose_answer), (late, booth.lose)):
        pages.append(booth.go(context, round_))
        context.route("**/cast", act)
        booth.cast(pages[-1], [0])
        expect(booth.working(pages[-1])).to_contain_text(booth.NOT_SURE)
    pages[0].close()
    closing.end_issuing(round_id=round_.pk, actor=None)
    closing.close_round(round_id=round_.pk, actor=None)
    for context in (early, late):
        context.unroute("**/cast")
    booth.receipt(booth.go(early, round_))
    booth.notice(pages[1], "không có trong hòm", "danger")
    pages[1].reload()
    booth.notice(pages[1], "không có trong hòm", "danger")
    assert CastBallot.objects.count() == 1


def test_cancelled_vote_is_shown_to_holders_of_a_receipt(context: BrowserContext, round_: Round) -> None:
    page = booth.go(context, round_)
    booth.cast(page, MARKS)
    booth.receipt(page)
    moves.cancel_round(round_id=round_.pk, actor=None, reason="Sai danh sách")
    booth.look(page)
    booth.notice(page, "Sai danh sách")
    booth.receipt(page)


@pytest.mark.parametrize("date", ["2019-01-01T00:00:00", "2031-01-01T00:00:00"])
def test_wrong_clock_and_a_long_sleep_change_nothing(
    context: BrowserContext, round_: Round, date: str
) -> None:
    context.clock.install(time=date)
    context.clock.resume()
    page = booth.go(context, round_)
    booth.review(page, MARKS)
    context.clock.fast_forward("01:00:00")
    page.locator("#cast").click()
    booth.receipt(page)


@pytest.mark.parametrize("script", ["vote.js", "workers/seal_worker.js"])
def test_missing_script_is_reported(context: BrowserContext, round_: Round, script: str) -> None:
    context.route(f"**/dist/{script}", booth.lose)
    page = booth.go(context, round_)
    page.evaluate(
        "document.getElementById('starting')?.getAnimations().forEach((animation) => animation.finish())"
    )
    words = "chưa hoạt động" if script == "vote.js" else "Chưa bỏ phiếu nào"
    expect(page.locator("main .notice:visible")).to_contain_text(words)


def test_token_of_another_key_is_noticed(context: BrowserContext, round_: Round) -> None:
    other = open_round()
    context.route("**/issue", lambda route: route.fulfill(json=_answer_of(other, route)))
    page = booth.go(context, round_)
    booth.cast(page, MARKS)
    expect(page.locator("#situation .notice--danger")).to_contain_text("không hợp lệ")
    assert not CastBallot.objects.exists()


def _answer_of(other: Round, route: Route) -> dict[str, str]:
    """The answer of a server that marks this voter by using another key."""
    blinded = bytes.fromhex(json.loads(route.request.post_data or "")["blinded"])
    evaluated, proof = evaluate(other, blinded)
    return {"evaluated": evaluated.hex(), "proof": proof.hex()}
