"""Every page of the shell and of accounts: accessible in both themes, on a desk and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from officials.models import User
from tests.browser.axe import assert_accessible
from tests.browser.conftest import DESKTOP, PHONE, OpenPage

pytestmark = pytest.mark.browser
Shoot = Callable[[Page, str], None]

ANYONE = {
    "home-out": "/",
    "help": "/help/",
    "login": "/accounts/login/",
    "login-code": "/accounts/login/code/",
    "password-reset": "/accounts/password/reset/",
    "password-reset-sent": "/accounts/password/reset/done/",
    "password-reset-bad-link": "/accounts/password/reset/key/1-bad/",
    "signup": "/accounts/signup/",
    "inactive": "/accounts/inactive/",
    "not-found": "/nowhere/",
}
LOGGED_IN = {
    "home": "/",
    "account": "/accounts/",
    "password-change": "/accounts/password/change/",
    "logout": "/accounts/logout/",
    "email": "/accounts/email/",
    "second-step": "/accounts/2fa/",
    "second-step-required": "/accounts/2fa/?required=1",
    "reauthenticate": "/accounts/2fa/totp/activate/",
}


def look(page: Page, shoot: Shoot, name: str) -> None:
    """Check the page in both themes and keep a picture of each."""
    assert_accessible(page)
    shoot(page, f"{name}-dark")
    page.emulate_media(color_scheme="light")
    shoot(page, f"{name}-light")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_pages_for_anyone(open_page: OpenPage, shoot: Shoot, size: tuple[int, int]) -> None:
    page = open_page("/", size=size)
    for name, path in ANYONE.items():
        page.goto(path)
        look(page, shoot, f"{name}-{size[0]}")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_pages_when_logged_in(
    open_page: OpenPage, shoot: Shoot, size: tuple[int, int], stranger: User
) -> None:
    page = open_page("/", user=stranger, size=size)
    for name, path in LOGGED_IN.items():
        page.goto(path)
        look(page, shoot, f"{name}-{size[0]}")
