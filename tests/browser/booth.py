"""Test helpers for the voter's page."""

import re
from collections.abc import Sequence

from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from officials.models import User
from rounds.models import Round
from tests.roles import PASSWORD

CODE = r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$"
CODE_PATTERN = re.compile(CODE)
NOT_YET, NOT_SURE = "Phiếu chưa vào hòm", "Chưa xác nhận được phiếu đã vào hòm"


def mark(page: Page, marks: Sequence[int | None]) -> None:
    """Choose these levels (0, 1, 2) line after line; None leaves a line as it is."""
    for line, level in enumerate(marks):
        if level is not None:
            page.locator(f"#marking [data-line='{line}'] input").nth(level).check()


def review(page: Page, marks: Sequence[int | None]) -> None:
    expect(page.locator("#marking")).to_be_visible()
    mark(page, marks)
    page.locator("#to-review").click()
    expect(page.locator("#review")).to_be_visible()


def cast(page: Page, marks: Sequence[int | None]) -> None:
    review(page, marks)
    page.locator("#cast").click()


def receipt(page: Page) -> str:
    """Wait for the receipt and return its code."""
    code: Locator = page.locator("#receipt-code")
    expect(code).to_be_visible()
    text = code.text_content() or ""
    return text.strip()


def kept(page: Page) -> dict[str, str]:
    """Return the contents of session storage and local storage."""
    found: dict[str, str] = page.evaluate("({...localStorage, ...sessionStorage})")
    return found


def go(context: BrowserContext, round_: Round) -> Page:
    """Open the voter's page in a tab of its own."""
    page = context.new_page()
    page.goto(f"/vote/{round_.pk}/")
    return page


def lose(route: Route) -> None:
    """Lose the connection before the request arrives."""
    route.abort()


def lose_answer(route: Route) -> None:
    """Lose the connection after the server has acted."""
    route.fetch()
    route.abort()


def working(page: Page) -> Locator:
    """Locator of the text about the work in progress."""
    return page.locator(".vote-working__text")


def notice(page: Page, words: str, kind: str = "warning") -> None:
    """Wait until the page shows this notice about the ballot."""
    region = page.locator(f"#situation .notice--{kind}")
    expect(region).to_contain_text(words)


def look(page: Page) -> None:
    """Make the page ask the server now, as when the connection comes back."""
    page.evaluate("window.dispatchEvent(new Event('online'))")


def log_in(page: Page, user: User) -> None:
    """Log in on the page of the login."""
    page.locator("input[name=login]").fill(user.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
