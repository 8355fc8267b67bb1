"""Chromium of the system, driven by Playwright; each page is one person's own browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from officials.models import User

ARGUMENTS = [
    "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--no-sandbox",
]  # fmt: skip
DESKTOP = (1280, 900)
PHONE = (360, 740)
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop makes Django believe it runs asynchronously; it does not.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    path = shutil.which("chromium") or shutil.which("chromium-headless-shell")
    if path is None:
        pytest.skip("no Chromium: run script/setup-browser as root")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """Open an address in a new browser profile: `open_page("/", user=voter, size=PHONE)`.

    The test fails at its end when a page broke the content policy or threw an error.
    """
    contexts, complaints = [], []

    def open_(
        path: str = "/", *, user: User | None = None, size: tuple[int, int] = DESKTOP, language: str = "vi"
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": size[0], "height": size[1]}, locale=language
        )
        contexts.append(context)
        cookies = [{"name": "django_language", "value": language, "url": live_server.url}]
        if user is not None:
            client = Client()
            client.force_login(user)
            session = client.cookies["sessionid"].value
            cookies.append({"name": "sessionid", "value": session, "url": live_server.url})
        context.add_cookies(cookies)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: _note(complaints, page, message.text))
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


def _note(complaints: list[str], page: Page, text: str) -> None:
    if "Content Security Policy" in text:
        complaints.append(f"{page.url}: {text}")


@pytest.fixture
def shoot(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Keep a picture when TN_SCREENSHOTS names a folder: `shoot(page, "login")`."""
    folder = os.environ.get("TN_SCREENSHOTS")

    def save(page: Page, name: str) -> None:
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=f"{folder}/{name}.png", full_page=True)

    return save
