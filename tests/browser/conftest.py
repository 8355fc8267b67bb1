"""Shortcuts for browser tests: `open_page` and `shoot`, based on `tests/browser_fixtures.py`."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize

from officials.models import User
from rounds.models import Round
from tests.ballots.hall import open_round, voters
from tests.browser_fixtures import DESKTOP, NewContext, OpenPage


@pytest.fixture
def open_page(new_context: NewContext) -> OpenPage:
    """Open an address in a browser of the user's own: `open_page("/", user=voter, size=PHONE)`."""

    def open_(
        path: str = "/", *, user: User | None = None, size: ViewportSize = DESKTOP, language: str = "vi-VN"
    ) -> Page:
        page = new_context(user=user, size=size, language=language).new_page()
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


@pytest.fixture
def round_() -> Round:
    """An open round of three lines."""
    return open_round(lines=3)


@pytest.fixture
def voter(round_: Round) -> User:
    return voters(round_)[0]


@pytest.fixture
def context(new_context: NewContext, voter: User) -> BrowserContext:
    """The voter's browser."""
    return new_context(user=voter)
