"""Trial ballot on two devices: the voter's device opens a sealed ballot, a second one rebuilds it."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ballots.models import IssuedBallot
from ballots.protocol import base32
from rounds.models import Round
from tests.ballots.hall import voters
from tests.browser import booth
from tests.browser.gallery import look
from tests.browser_fixtures import PHONE, NewContext

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MARKS = 194
"""Bytes before the marks."""


@pytest.fixture
def voting(new_context: NewContext, round_: Round) -> Page:
    """A voter's device that has sealed high, low and nothing, and shows the code."""
    page = new_context(user=voters(round_)[0], size=PHONE).new_page()
    page.goto(f"/vote/{round_.pk}/")
    booth.review(page, [0, 2, None])
    expect(page.locator("#sealed-code")).to_have_text(booth.CODE_PATTERN)
    return page


def opened(page: Page) -> str:
    """Open the sealed ballot and return what the second device is given."""
    page.locator("#trial summary").first.click()
    page.locator("#trial-run").click()
    expect(page.locator("#trial-answer .qr svg")).to_be_visible()
    return (page.locator("#trial-text").text_content() or "").replace(" ", "")


def changed(text: str, byte: int, bits: int) -> str:
    """The same text with some bits of one byte turned over."""
    size = len(text) * 5 // 8
    data = bytearray(base32.decode(text).to_bytes(size, "big"))
    data[byte] ^= bits
    return base32.encode(bytes(data), len(text))


def second(context: BrowserContext, round_: Round, text: str) -> Page:
    page = context.new_page()
    page.goto(f"/box/{round_.pk}/trial/#{text}")
    return page


def test_second_device_shows_the_marks(new_context: NewContext, voting: Page, round_: Round) -> None:
    code = voting.locator("#sealed-code").text_content() or ""
    text = opened(voting)
    look(voting, "trial-voter")
    context = new_context(size=PHONE)
    page = second(context, round_, text)
    expect(page.locator("#check-answer .notice--success")).to_be_visible()
    expect(page.locator("#check-details .code")).to_have_text(code)
    levels = ["Tín nhiệm cao", "Tín nhiệm thấp", "Chưa chọn"]
    expect(page.locator(".vote-sheet__mark")).to_have_text(levels)
    look(page, "trial-second")
    assert not context.cookies()
    assert "#" not in page.url
    assert not IssuedBallot.objects.exists()


def test_another_ballot_is_sealed_for_the_box(voting: Page) -> None:
    code = voting.locator("#sealed-code").text_content() or ""
    opened(voting)
    expect(voting.locator("#test-code")).to_have_text(code)
    expect(voting.locator("#sealed-code")).not_to_have_text(code)
    expect(voting.locator("#sealed-code")).to_have_text(booth.CODE_PATTERN)
    next_code = voting.locator("#sealed-code").text_content()
    voting.locator("#cast").click()
    voting.locator("#blank-cast").click()
    assert booth.receipt(voting) == next_code


@pytest.mark.parametrize(
    ("byte", "bits"),
    [
        pytest.param(MARKS, 0b01000000, id="marks"),
        pytest.param(64, 1, id="seed"),
        pytest.param(96, 1, id="signature"),
        pytest.param(160, 1, id="hash"),
        pytest.param(0, 1, id="election"),
    ],
)
def test_changed_test_ballot_fails_on_the_second_device(
    new_context: NewContext, voting: Page, round_: Round, byte: int, bits: int
) -> None:
    text = changed(opened(voting), byte, bits)
    page = second(new_context(), round_, text)
    expect(page.locator("#check-answer .notice--danger")).to_be_visible()
    expect(page.locator(".vote-sheet")).to_have_count(0)


def test_ballot_that_was_not_destroyed_fails(new_context: NewContext, voting: Page, round_: Round) -> None:
    context = new_context()
    known = {"in_box": True, "fingerprint": "", "inclusion": None}
    context.route("**/find", lambda route: route.fulfill(json=known))
    page = second(context, round_, opened(voting))
    expect(page.locator("#check-answer .notice--danger")).to_be_visible()


def test_no_claim_is_made_without_an_answer(new_context: NewContext, voting: Page, round_: Round) -> None:
    context = new_context()
    context.route("**/manifest", lambda route: route.abort())
    page = second(context, round_, opened(voting))
    expect(page.locator("#check-answer .notice--warning")).to_be_visible()


def test_text_is_pasted_where_there_is_no_camera(
    new_context: NewContext, voting: Page, round_: Round
) -> None:
    text = opened(voting)
    page = new_context().new_page()
    page.goto(f"/box/{round_.pk}/trial/")
    look(page, "trial-empty")
    page.locator("#pasted-text").fill(text[:-8])
    page.locator("#pasted-form button").click()
    expect(page.locator("#check-answer .notice--warning")).to_be_visible()
    page.locator("#pasted-text").fill(base32.grouped(text, 4, " ").lower())
    page.locator("#pasted-form button").click()
    expect(page.locator("#check-answer .notice--success")).to_be_visible()
