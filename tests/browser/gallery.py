"""Checks of a page in every presentation: both themes, a phone, 400 % zoom, print."""

import os
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

from tests.browser.axe import assert_accessible, assert_no_wider
from tests.vietnamese import english_in

# A screen of 1280 × 1024 at 400 % zoom.
ZOOMED: ViewportSize = {"width": 320, "height": 256}
# Main actions that can be pressed: one per page, and one in an open dialog.
MAIN = """[...document.querySelectorAll('.button:not(.button--secondary, .button--danger, .button--quiet)')]
  .filter(node => node.checkVisibility() && !node.closest('dialog')).map(node => node.innerText)"""
WIDTHS = {"desk": 1280, "phone": 360, "zoom-200": 640, "zoom-400": 320}


def look(page: Page, name: str, *, ballot: bool = False) -> None:
    """Fail on findings of axe, sideways scrolling (at this size and at 320 px), English text, and a
    second main action.

    `ballot` asks for the contrast of AAA. TN_SCREENSHOTS names a folder for the pictures.
    """
    usual = page.viewport_size
    page.set_viewport_size(ZOOMED)
    assert_accessible(page, aaa_contrast=ballot)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(usual)  # type: ignore[arg-type]
    assert_no_wider(page)
    main = page.evaluate(MAIN)
    assert len(main) <= 1, f"{name} has several main actions: {main}"
    english = english_in(page.content()) if page.locator("html").get_attribute("lang") == "vi" else []
    assert not english, f"{name} holds English: {english}"
    if folder := os.environ.get("TN_SCREENSHOTS"):
        _keep(page, Path(folder), name)
        page.set_viewport_size(usual)  # type: ignore[arg-type]


def _keep(page: Page, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for label, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=folder / f"{name}-{label}.png", full_page=True)
    page.emulate_media(color_scheme="dark")
    for label in ("phone", "desk"):
        page.set_viewport_size({"width": WIDTHS[label], "height": 800})
        page.screenshot(path=folder / f"{name}-{label}-dark.png", full_page=True)
    page.emulate_media(color_scheme="light")
    page.pdf(path=folder / f"{name}.pdf", prefer_css_page_size=True, format="A4")
