"""Checks of a page in every presentation: both themes, a phone, 400 % zoom, print."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

from tests.browser.axe import assert_accessible, assert_no_wider
from tests.browser_fixtures import PHONE
from tests.vietnamese import english_in

# A screen of 1280 × 1024 at 400 % zoom.
ZOOMED: ViewportSize = {"width": 320, "height": 256}
# Main actions that can be pressed: one per page, and one in an open dialog.
MAIN = """[...document.querySelectorAll('.button:not(.button--secondary, .button--danger, .button--quiet)')]
  .filter(node => node.checkVisibility() && !node.closest('dialog')).map(node => node.innerText)"""
LARGE = ("desk-", "team-", "vote-", "home-secretary", "admin-many-list", "dossier")
TEXT = "size => { document.documentElement.style.fontSize = size }"
WIDTHS = {"desk": 1280, "phone": 360, "zoom-200": 640, "zoom-400": 320}


def look(page: Page, name: str, *, ballot: bool = False) -> None:
    """Fail on findings of axe, sideways scrolling (at this size and at 320 px; on the pages of `LARGE` also
    on a phone with text of twice the size), English text, and a second main action.

    `ballot` asks for the contrast of AAA. TN_SCREENSHOTS names a folder for the pictures.
    """
    usual = page.viewport_size
    page.set_viewport_size(ZOOMED)
    assert_accessible(page, aaa_contrast=ballot)
    page.emulate_media(color_scheme="light")
    if name.startswith(LARGE):
        with large_text(page):
            assert_no_wider(page)
    page.set_viewport_size(usual)  # type: ignore[arg-type]
    assert_no_wider(page)
    main = page.evaluate(MAIN)
    assert len(main) <= 1, f"{name} has several main actions: {main}"
    english = english_in(page.content()) if page.locator("html").get_attribute("lang") == "vi" else []
    assert not english, f"{name} holds English: {english}"
    if folder := os.environ.get("TN_SCREENSHOTS"):
        _keep(page, Path(folder), name)
        page.set_viewport_size(usual)  # type: ignore[arg-type]


@contextmanager
def large_text(page: Page) -> Iterator[None]:
    """Show the page on a phone with text of twice the size."""
    page.set_viewport_size(PHONE)
    page.evaluate(TEXT, "200%")
    yield
    page.evaluate(TEXT, "")


def _keep(page: Page, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for label, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=folder / f"{name}-{label}.png", full_page=True)
    with large_text(page):
        page.screenshot(path=folder / f"{name}-text-200.png", full_page=True)
    page.emulate_media(color_scheme="dark")
    for label in ("phone", "desk"):
        page.set_viewport_size({"width": WIDTHS[label], "height": 800})
        page.screenshot(path=folder / f"{name}-{label}-dark.png", full_page=True)
    page.emulate_media(color_scheme="light")
    page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True, format="A4")
