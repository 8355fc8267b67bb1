"""What the tests of the voter's page do at the screen."""

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

CODE = r"^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$"
CODE_PATTERN = re.compile(CODE)


def mark(page: Page, marks: Sequence[int | None]) -> None:
    """Choose these levels (0, 1, 2) line after line; None leaves a line as it is."""
    for line, level in enumerate(marks):
        if level is not None:
            page.locator(f"#marking [data-line='{line}'] input").nth(level).check()


def review(page: Page, marks: Sequence[int | None]) -> None:
    expect(page.locator("#marking")).to_be_visible(timeout=15_000)
    mark(page, marks)
    page.locator("#to-review").click()
    expect(page.locator("#review")).to_be_visible()


def cast(page: Page, marks: Sequence[int | None]) -> None:
    review(page, marks)
    page.locator("#cast").click()


def receipt(page: Page) -> str:
    """Wait for the receipt and return its code."""
    code: Locator = page.locator("#receipt-code")
    expect(code).to_be_visible(timeout=30_000)
    text = code.text_content() or ""
    return text.strip()


def kept(page: Page) -> dict[str, str]:
    """Return what this browser keeps, both for the tab and for longer."""
    found: dict[str, str] = page.evaluate("({...localStorage, ...sessionStorage})")
    return found
