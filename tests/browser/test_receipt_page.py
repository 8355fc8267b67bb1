"""The page behind a receipt's QR code, on a device that was not used for voting."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from ballots.models import CastBallot, ProofCheck
from ballots.protocol.receipt import short_code
from ballots.services import casting, closing, counting
from rounds.models import Round
from tests.ballots.hall import VoterDevice, open_round, proofs_left_to_workers, vote, voters
from tests.browser import booth
from tests.browser.gallery import look
from tests.browser_fixtures import PHONE, NewContext

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def round_() -> Round:
    return open_round(lines=2)


def check(context: BrowserContext, round_: Round, ballot: str) -> Page:
    page = context.new_page()
    page.goto(f"/box/{round_.pk}/receipt/#{ballot}")
    return page


def test_receipt_leads_to_the_page(new_context: NewContext, round_: Round) -> None:
    voting = new_context(user=voters(round_)[0]).new_page()
    voting.goto(f"/vote/{round_.pk}/")
    booth.cast(voting, [0, 1])
    code = booth.receipt(voting)
    context = new_context()
    page = context.new_page()
    page.goto(voting.locator("#receipt-link").get_attribute("href") or "")
    expect(page.locator("#check-answer .notice--success")).to_be_visible()
    expect(page.locator("#check-details .code")).to_have_text(code)
    assert not context.cookies()


def test_closed_box_proves_the_ballot(new_context: NewContext, round_: Round) -> None:
    ballot = vote(round_)[1]["ballot"]
    closed = closing.close_round(round_id=round_.pk, actor=None)
    page = check(new_context(size=PHONE), round_, ballot)
    expect(page.locator("#check-answer .notice--success")).to_contain_text(closed.fingerprint)
    expect(page.locator("#check-answer .verdict--success")).to_have_text("Được tính")
    expect(page.locator("#check-details .code")).to_have_text(short_code(bytes.fromhex(ballot)))
    look(page, "check-receipt")


def test_ballot_that_is_not_counted_says_so_and_why(new_context: NewContext, round_: Round) -> None:
    ballot = not_counted(round_)
    page = check(new_context(size=PHONE), round_, ballot)
    expect(page.locator("#check-answer .verdict--danger")).to_have_text("Không được tính")
    expect(page.locator("#check-answer .notice")).to_contain_text("mã hóa chưa đúng")
    look(page, "check-receipt-not-counted")


def test_voter_whose_ballot_is_not_counted_reads_it(new_context: NewContext, round_: Round) -> None:
    context = new_context(user=voters(round_)[0])
    page = booth.go(context, round_)
    with proofs_left_to_workers():
        booth.cast(page, [0, 1])
        booth.receipt(page)
    ProofCheck.objects.create(ballot=CastBallot.objects.get(), valid=False, reason="proof")
    closing.end_issuing(round_id=round_.pk, actor=None)
    closing.close_round(round_id=round_.pk, actor=None)
    page.reload()
    expect(page.locator("#receipt-check .verdict--danger")).to_have_text("Không được tính")
    look(page, "vote-receipt-not-counted")


def not_counted(round_: Round) -> str:
    """Return the hash of a ballot of a closed box whose proofs are wrong."""
    device = VoterDevice(round_, voters(round_)[0]).take()
    with proofs_left_to_workers():
        receipt = casting.cast(round_id=round_.pk, frame=device.badly_sealed())
    closing.end_issuing(round_id=round_.pk, actor=None)
    closing.close_round(round_id=round_.pk, actor=None)
    counting.count(round_id=round_.pk)
    return receipt["ballot"]


def test_false_path_is_not_believed(new_context: NewContext, round_: Round) -> None:
    ballot = vote(round_)[1]["ballot"]
    closed = closing.close_round(round_id=round_.pk, actor=None)
    context = new_context()

    def lie(route: Route) -> None:
        true = route.fetch().text()
        route.fulfill(body=true.replace(closed.fingerprint, "ab" * 32), content_type="application/json")

    context.route("**/find", lie)
    page = check(context, round_, ballot)
    expect(page.locator("#check-answer .notice--danger")).to_be_visible()


def test_other_ballot_is_not_in_the_box(new_context: NewContext, round_: Round) -> None:
    page = check(new_context(size=PHONE), round_, "ab" * 32)
    expect(page.locator("#check-answer .notice--danger")).to_be_visible()
    look(page, "check-receipt-none")
    page.goto(f"/box/{round_.pk}/receipt/#no-hash")
    expect(page.locator("#check-answer .notice--warning")).to_be_visible()


def test_hash_is_pasted_where_there_is_no_camera(new_context: NewContext, round_: Round) -> None:
    ballot = vote(round_, 1)[0]["ballot"]
    page = new_context().new_page()
    page.goto(f"/box/{round_.pk}/receipt/")
    page.locator("#pasted-text").fill(f" {ballot.upper()} ")
    page.locator("#pasted-form button").click()
    expect(page.locator("#check-answer .notice--success")).to_be_visible()


def test_answer_that_comes_too_late_is_not_shown(new_context: NewContext, round_: Round) -> None:
    known, unknown, held = vote(round_, 1)[0]["ballot"], "ab" * 32, list[Route]()
    page = new_context().new_page()
    page.route("**/find", lambda route: route.continue_() if held else held.append(route))
    page.goto(f"/box/{round_.pk}/receipt/#{unknown}")
    page.locator("#pasted summary").click()
    page.locator("#pasted-text").fill(known)
    page.locator("#pasted-form button").click()
    expect(page.locator("#check-answer .notice--success")).to_be_visible()
    with page.expect_response("**/find"):
        held[0].continue_()
    expect(page.locator("#check-answer .notice--success")).to_be_visible()
    expect(page.locator("#check-details .code")).to_have_text(short_code(bytes.fromhex(known)))
