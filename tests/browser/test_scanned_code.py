"""The QR code of the hall: from its address through the login to the ballot, which compares the code."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from playwright.sync_api import Page, expect

from ballots.models import CastBallot, IssuedBallot
from ballots.protocol.identity import election_letters
from officials.models import User
from rounds.models import Round
from tests.ballots.hall import election_code_of
from tests.browser import booth
from tests.browser.gallery import look
from tests.browser_fixtures import PHONE, NewContext
from tests.second_step import code_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OTHER = election_letters(b"\x07" * 32)


def letters(round_: Round) -> str:
    return election_letters(bytes.fromhex(round_.election_id or ""))


def scan(page: Page, round_: Round, text: str) -> None:
    """Open the address of a QR code with this text."""
    page.goto(f"/vote/{round_.pk}/#e={text}")


def matches(page: Page) -> None:
    """Wait until the ballot says that its code is the scanned one."""
    expect(page.locator("#marking [data-code=same]")).to_be_visible()
    expect(page.locator("#marking [data-code=by_eye]")).to_be_hidden()
    assert "#" not in page.url


def refused(page: Page, words: str) -> None:
    expect(page.locator("#situation .notice--danger")).to_contain_text(words)
    expect(page.locator("#marking")).to_be_hidden()


def test_code_survives_login_and_language(new_context: NewContext, round_: Round, voter: User) -> None:
    page = new_context(size=PHONE).new_page()
    scan(page, round_, letters(round_))
    page.wait_for_url("**/accounts/login/**")
    page.locator("button[name=language]").click()
    page.wait_for_url("**/accounts/login/**")
    booth.log_in(page, voter)
    matches(page)
    look(page, "vote-code-same", ballot=True)


@pytest.mark.usefixtures("lasting_codes")
def test_code_survives_the_second_step(new_context: NewContext, round_: Round, voter: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(voter, secret)
    page = new_context().new_page()
    scan(page, round_, letters(round_))
    page.wait_for_url("**/accounts/login/**")
    booth.log_in(page, voter)
    page.locator("input[name=code]").fill(code_of(secret))
    page.locator("main button[type=submit]").first.click()
    matches(page)


def test_entrance_works_without_its_script(new_context: NewContext, round_: Round, voter: User) -> None:
    context = new_context(size=PHONE)
    context.route("**/dist/entrance.js", lambda route: route.abort())
    page = context.new_page()
    scan(page, round_, letters(round_))
    look(page, "vote-entrance")
    page.locator("#entrance a").click()
    booth.log_in(page, voter)
    expect(page.locator("#marking [data-code=by_eye]")).to_be_visible()


def test_other_code_stops_the_page(new_context: NewContext, round_: Round, voter: User) -> None:
    page = new_context(user=voter, size=PHONE).new_page()
    scan(page, round_, OTHER)
    refused(page, "không khớp với mã QR đã quét")
    expect(page.locator("#situation")).to_contain_text("trưởng ban kiểm phiếu (")
    look(page, "vote-code-other")
    page.reload()
    refused(page, "không khớp với mã QR đã quét")
    assert not IssuedBallot.objects.exists()


def test_true_code_scanned_afterwards_opens_the_ballot(
    new_context: NewContext, round_: Round, voter: User
) -> None:
    page = new_context(user=voter).new_page()
    scan(page, round_, letters(round_)[:51])
    refused(page, "Mã QR chưa được đọc đầy đủ")
    page.evaluate("text => { window.location.hash = text }", f"e={letters(round_)}")
    matches(page)


def test_code_scanned_in_the_middle_stops_the_ballot(
    new_context: NewContext, round_: Round, voter: User
) -> None:
    page = booth.go(new_context(user=voter), round_)
    booth.review(page, [0, 1, 2])
    page.evaluate("text => { window.location.hash = text }", f"e={OTHER}")
    refused(page, "không khớp với mã QR đã quét")
    expect(page.locator("#review")).to_be_hidden()
    assert not CastBallot.objects.exists()


def test_without_a_code_the_voter_compares_by_eye(
    new_context: NewContext, round_: Round, voter: User
) -> None:
    page = booth.go(new_context(user=voter, size=PHONE), round_)
    code = election_code_of(round_)
    for part in ("marking", "review", "receipt"):
        if part == "review":
            booth.review(page, [0, 1, 2])
        if part == "receipt":
            page.locator("#cast").click()
        shown = page.locator(f"#{part} .election-code__groups")
        expect(shown).to_be_visible()
        expect(shown).to_have_text(code)
        if part != "receipt":
            expect(page.locator(f"#{part} [data-code=by_eye]")).to_contain_text(
                "So với mã trên màn hình hội trường"
            )


def test_receipt_of_another_election_is_told(new_context: NewContext, round_: Round, voter: User) -> None:
    page = booth.go(new_context(user=voter), round_)
    booth.cast(page, [0, 1, 2])
    booth.receipt(page)
    page.evaluate("text => { window.location.hash = text }", f"e={OTHER}")
    expect(page.locator("#situation .notice--danger")).to_contain_text("không khớp với mã QR đã quét")
    expect(page.locator("#receipt")).to_be_visible()
