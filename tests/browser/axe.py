"""axe on a page: no violation of WCAG 2.2 AA (and, on the ballot, of AAA contrast)."""

import time
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Error, Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AAA_CONTRAST = {"color-contrast-enhanced": {"enabled": True}}
# The themes differ only in colour, so the second run checks colour rules only.
COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# The live server gives out this folder under `/static/axe/` (see `tests/browser_fixtures.py`).
FOLDER = Path(axe_playwright_python.__file__).parent
SCRIPT = FOLDER / "axe.min.js"
SERVERS: set[str] = set()  # origins that give it out
ARRIVAL_SECONDS = 30


def violations(page: Page, *, aaa_contrast: bool = False) -> list[str]:
    """Return one line for each violation: rule, impact and the first elements."""
    return _run(page, {"runOnly": TAGS, "rules": AAA_CONTRAST if aaa_contrast else {}})


def _run(page: Page, options: dict[str, Any]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        _load(page)
    # A finding is named by its elements; making selectors of all elements takes a quarter of the time.
    asked = {**options, "resultTypes": ["violations"], "selectors": False}
    found = page.evaluate("options => axe.run(options).then(({ violations }) => violations)", asked)
    return [
        f"{each['id']} ({each['impact']}): " + " | ".join(node["html"][:160] for node in each["nodes"][:3])
        for each in found
    ]


def _load(page: Page) -> None:
    if not _is_loaded_by_tag(page):
        page.evaluate(SCRIPT.read_text())


def _is_loaded_by_tag(page: Page) -> bool:
    """Load it as a script with an address: Chromium keeps what it compiled for the next page, unlike sent source."""
    if page.evaluate("origin") not in SERVERS:  # a server that a test started, or none
        return False
    try:
        page.add_script_tag(url=f"/static/axe/{SCRIPT.name}")
    except Error:  # the page does not reach its server
        return False
    return True


def _colours(page: Page, *, aaa_contrast: bool) -> list[str]:
    more = list(AAA_CONTRAST) if aaa_contrast else []
    return _run(page, {"runOnly": {**COLOUR, "values": [*COLOUR["values"], *more]}})


def wait_for_arrival(page: Page) -> None:
    """Wait until the page that a click or a sent form asked for stands there whole.

    An answer without a page, such as a download, leaves the old one where it is; so the wait has an end.
    """
    end = time.monotonic() + ARRIVAL_SECONDS
    while _is_leaving(page) and time.monotonic() < end:
        page.wait_for_timeout(50)
    page.wait_for_load_state()


def _is_leaving(page: Page) -> bool:
    try:
        return bool(page.evaluate("window.leaving"))
    except Error:  # the page goes while it is asked
        return True


def assert_accessible(page: Page, *, aaa_contrast: bool = False) -> None:
    """Fail with the list of violations, in light and in dark, or when the page scrolls sideways."""
    wait_for_arrival(page)
    for scheme, find in (("light", violations), ("dark", _colours)):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = find(page, aaa_contrast=aaa_contrast)
        assert not found, f"{page.url} ({scheme}):\n" + "\n".join(found)
    assert_no_wider(page)


# What reaches over the edge of the screen, innermost first.
WIDER = """[...document.querySelectorAll('body *')]
  .filter(node => node.checkVisibility() && node.getBoundingClientRect().right > innerWidth).reverse()
  .slice(0, 4).map(node => node.cloneNode(false).outerHTML + ' ' + node.textContent.trim().slice(0, 40))"""


def assert_no_wider(page: Page) -> None:
    """Fail when the page must be scrolled sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the screen: {page.evaluate(WIDER)}"
