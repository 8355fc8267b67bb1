"""Short ways through the pages: `open_page` and `shoot`, on the fixtures of `tests/browser_fixtures.py`."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from officials.models import User

DESKTOP = (1280, 900)
PHONE = (360, 740)
OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext]) -> OpenPage:
    """Open an address as somebody with a browser of their own: `open_page("/", user=voter, size=PHONE)`."""

    def open_(
        path: str = "/", *, user: User | None = None, size: tuple[int, int] = DESKTOP, language: str = "vi-VN"
    ) -> Page:
        page = new_context(user=user, language=language).new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(path)
        return page

    return open_


@pytest.fixture
def shoot() -> Callable[[Page, str], None]:
    """Keep a picture when TN_SCREENSHOTS names a folder: `shoot(page, "login")`."""
    folder = os.environ.get("TN_SCREENSHOTS")

    def save(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{folder}/{name}.png", full_page=True)

    return save
