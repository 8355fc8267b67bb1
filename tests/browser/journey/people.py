"""A user with a browser of their own: logs in, checks pages, follows duties."""

import os
import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import assert_accessible

NARROW = 500
_looked: set[tuple[str, str, int]] = set()


def look(page: Page, name: str) -> None:
    """Check the page as it stands with axe; what several people see in one test is checked once.

    TN_SCREENSHOTS names a folder for pictures.
    """
    width = page.evaluate("window.innerWidth")
    key = (os.environ.get("PYTEST_CURRENT_TEST", ""), name, width)
    if key in _looked:
        return
    _looked.add(key)
    assert_accessible(page)
    page.emulate_media(color_scheme="light")
    if folder := os.environ.get("TN_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def picture(page: Page, name: str, start: str = "body") -> None:
    """Keep the screen from `start` down for the guides when TN_GUIDE_IMAGES names their folder.

    Pictures named `…-phone` are taken on a small screen, all others on a large one.
    """
    folder = os.environ.get("TN_GUIDE_IMAGES")
    if not folder or (page.evaluate("window.innerWidth") < NARROW) != name.endswith("-phone"):
        return
    page.locator(start).first.evaluate("place => place.scrollIntoView({ behavior: 'instant' })")
    page.screenshot(path=Path(folder) / f"{name}.png")


def enter(context: BrowserContext, username: str, password: str) -> Page:
    """Log in on the login page; return the page with the tasks of this person."""
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(username)
    page.locator("#id_password").fill(password)
    page.locator(".entrance__card [type=submit]").click()
    page.wait_for_url(re.compile(r"://[^/]+/$"))  # not the page of the login, whose script sends the form
    return page


def follow_duty(page: Page, kind: str, title: str) -> None:
    """Go from the start page to the round: as `vote`, `committee` or `desk`."""
    page.goto("/")
    cards = page.locator(f"section[aria-labelledby=duties-{kind}] li")
    card = cards.filter(has=page.get_by_role("heading", name=title, exact=True))
    expect(card).to_have_count(1)
    card.locator("a.button").click()
    page.wait_for_url("**/*-*-*-*-*/**")
