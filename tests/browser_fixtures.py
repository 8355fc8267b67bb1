"""A real Chromium against a real server. A page that breaks the content policy fails its test."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from officials.models import User
from simulation import chromium
from tests.browser import axe
from tests.sessions import session_of

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
# Bounds a page that hangs; a page on a loaded machine is waited for.
PATIENCE = 120_000
# A click returns before the page that it asks for has come: `leaving` says so until then (see `tests/browser/axe.py`).
LEAVING = """navigation.addEventListener('navigate', event => {
  window.leaving = !event.hashChange && !event.destination.sameDocument && event.downloadRequest === null })
navigation.addEventListener('navigateerror', () => { window.leaving = false })"""
NewContext = Callable[..., BrowserContext]
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def _axe_served(live_server: LiveServer) -> Iterator[None]:
    """Let the server give out axe: see `tests/browser/axe.py`."""
    axe.SERVERS.add(live_server.url)
    with override_settings(STATICFILES_DIRS=[*settings.STATICFILES_DIRS, ("axe", axe.FOLDER)]):
        yield


@pytest.fixture(scope="session")
def browser(_axe_served: None) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    # Playwright keeps an event loop in this thread; Django must not take our calls for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = chromium.start(playwright)
        if started is None:
            pytest.skip("Chromium is missing; as root: apt-get install chromium")
        yield started
        started.close()


@pytest.fixture
def new_context(browser: Browser, live_server: LiveServer, committed: None) -> Iterator[NewContext]:
    """Make a browser of one person: `new_context(user=…, size=PHONE)`; scripts' errors fail the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(
        *, user: User | None = None, size: ViewportSize = DESKTOP, language: str = "vi-VN", **options: object
    ) -> BrowserContext:
        context = browser.new_context(
            base_url=live_server.url,
            locale=language,
            timezone_id="Asia/Ho_Chi_Minh",
            viewport=size,
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(LEAVING)
        context.on("console", lambda message: _note(message, errors))
        context.on("weberror", lambda problem: errors.append(str(problem.error)))
        if user is not None:
            _log_in(context, user, live_server.url)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        _close(context)
    assert errors == []


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """A page of somebody who is not logged in, on a large screen."""
    return new_context().new_page()


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """No finding of axe in either theme, and nothing wider than the screen."""
    return axe.assert_accessible


def _note(message: ConsoleMessage, errors: list[str]) -> None:
    # A refused request (403, 404, 409) also appears here; a test that wants one looks at its page.
    is_error = message.type == "error" and "Failed to load resource" not in message.text
    if is_error or "Permissions-Policy" in message.text:
        errors.append(message.text)


def _close(context: BrowserContext) -> None:
    """Close it; a test's own answer to a request that a page still makes meanwhile is of no interest."""
    routed: list[BrowserContext | Page] = [context, *context.pages]
    for one in routed:
        one.unroute_all(behavior="ignoreErrors")
    context.close()


def _log_in(context: BrowserContext, user: User, url: str) -> None:
    session: Any = {"name": "sessionid", "value": session_of(user), "url": url, "httpOnly": True}
    context.add_cookies([session])
