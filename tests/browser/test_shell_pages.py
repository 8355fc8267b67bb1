"""Every page of the frame, of accounts and of errors, with and without login."""

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.template.loader import render_to_string
from playwright.sync_api import Page

from officials.models import User
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage

pytestmark = pytest.mark.browser

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
    "email-sent": "/accounts/confirm-email/",
    "email-bad-link": "/accounts/confirm-email/x:y/",
    "results-none": "/results/",
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
ERRORS = [
    "400",
    "403",
    "403_csrf",
    "404",
    "405",
    "408",
    "413",
    "413_login",
    "429",
    "500",
    "503",
    "one_moment",
]


def test_pages_for_anyone(open_page: OpenPage) -> None:
    page = open_page("/")
    for name, path in ANYONE.items():
        page.goto(path)
        look(page, name)


def test_pages_when_logged_in(open_page: OpenPage, stranger: User) -> None:
    page = open_page("/", user=stranger)
    for name, path in LOGGED_IN.items():
        page.goto(path)
        look(page, name)


def test_pages_behind_a_mail(open_page: OpenPage, stranger: User) -> None:
    """The code to log in with, the link to a new password, the link that confirms an address."""
    page = open_page("/accounts/login/code/")
    page.locator("[name=email]").fill(stranger.email)
    page.locator(".entrance__card [type=submit]").click()
    page.wait_for_url("**/login/code/confirm/")
    look(page, "login-code-confirm")
    key = f"{user_pk_to_url_str(stranger)}-{default_token_generator.make_token(stranger)}"
    page.goto(f"/accounts/password/reset/key/{key}/")
    look(page, "password-reset-form")
    for field in ("password1", "password2"):
        page.locator(f"[name={field}]").fill("đường mới qua suối 27")
    page.locator(".entrance__card [type=submit]").click()
    page.wait_for_url("**/key/done/")
    look(page, "password-reset-done")
    address = EmailAddress.objects.create(user=stranger, email="moi@example.vn")
    page.goto(f"/accounts/confirm-email/{EmailConfirmationHMAC(address).key}/")
    look(page, "email-confirm")


def test_setting_a_first_password(open_page: OpenPage, stranger: User) -> None:
    stranger.set_unusable_password()
    stranger.save()
    page = open_page("/accounts/password/set/", user=stranger)
    look(page, "password-set")


def test_error_pages(open_page: OpenPage) -> None:
    page = open_page("/nowhere/")
    look(page, "error-404-real")
    for name in ERRORS:
        as_answer_of(
            page,
            render_to_string(
                f"{name}.html", {**dict.fromkeys(("back", "login"), "/accounts/login/"), "is_form": True}
            ),
        )
        look(page, f"error-{name}")


def as_answer_of(page: Page, body: str) -> None:
    page.route("**/broken/", lambda route: route.fulfill(body=body, content_type="text/html"), times=1)
    page.goto("/broken/")
