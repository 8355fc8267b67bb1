"""A voter: marks, checks, casts, keeps the receipt, and comes back after closing."""

from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.browser import booth
from tests.browser.journey.people import follow_duty, look, picture


def vote(page: Page, title: str, marks: Sequence[int | None]) -> str:
    """Cast a ballot with these marks (0 high, 1 confidence, 2 low); return the receipt's code."""
    look(page, "voter-tasks")
    follow_duty(page, "vote", title)
    expect(page.locator("#marking")).to_be_visible()
    look(page, "voter-ballot")
    booth.mark(page, marks)
    picture(page, "vote-phone", "#line-1")
    page.locator("#to-review").click()
    expect(page.locator("#review")).to_be_visible()
    look(page, "voter-review")
    picture(page, "vote-review-phone", "#review")
    page.locator("#cast").click()
    code = booth.receipt(page)
    expect(page.locator("#receipt-qr svg")).to_be_visible()
    look(page, "voter-receipt")
    picture(page, "vote-receipt-phone", "#receipt")
    return code


def verify(page: Page, code: str) -> str:
    """Open the page again after closing; return what the device says of ballot and fingerprint."""
    page.reload()
    check = page.locator("#receipt-check .notice--success")
    expect(check).to_be_visible()
    expect(page.locator("#receipt-code")).to_have_text(code)
    look(page, "voter-verified")
    picture(page, "vote-verified-phone", "#code-label")
    return check.inner_text()
