"""Logging in through the agency's directory in a real browser, under the policy of every page."""

from collections.abc import Iterator

import pytest
from django.conf import settings as own_settings
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from officials.models import User
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.officials.accounts.directory.conftest import CODE, PEOPLE, use_directory
from tests.officials.accounts.directory.directory_server import directory_server

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _running(settings: Settings, live_server: LiveServer) -> Iterator[None]:
    settings.SITE_URL = live_server.url
    with directory_server(PEOPLE, site=live_server.url) as issuer:
        use_directory(settings, issuer)
        yield


def press_and_log_in(page: Page, login: str) -> None:
    """Press the button, log in on the directory's page, and come back."""
    page.get_by_role("button", name="Đăng nhập qua Cổng cán bộ").click()
    page.get_by_placeholder("Enter any login").fill(login)
    page.get_by_placeholder("and password").fill("x")
    page.get_by_role("button", name="Sign-in").click()


def test_a_person_logs_in_through_the_directory(open_page: OpenPage, stranger: User) -> None:
    User.objects.filter(pk=stranger.pk).update(staff_code=CODE)
    page = open_page("/accounts/login/?next=/accounts/")
    look(page, "login-directory")
    press_and_log_in(page, "lan")
    expect(page.get_by_role("heading", level=1)).to_have_text(stranger.full_name)
    assert page.url.startswith(own_settings.SITE_URL)


def test_without_an_account_the_other_ways_are_shown(open_page: OpenPage, stranger: User) -> None:
    page = open_page("/accounts/login/")
    press_and_log_in(page, "namesake")
    look(page, "directory-unknown")
    page.get_by_role("link", name="Cách đăng nhập khác").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")


def test_the_page_between_has_a_link(open_page: OpenPage) -> None:
    page = open_page("/accounts/login/")
    page.route("**/auth?**", lambda route: route.fulfill(status=204))
    page.get_by_role("button", name="Đăng nhập qua Cổng cán bộ").click()
    expect(page.get_by_role("link", name="Tiếp tục")).to_be_visible()
    page.evaluate("window.leaving = false")  # the answer is none
    look(page, "directory-go")


def test_a_directory_that_is_away_is_told(open_page: OpenPage, settings: Settings) -> None:
    settings.OIDC_ISSUER = "http://localhost:9"
    page = open_page("/accounts/login/")
    page.get_by_role("button", name="Đăng nhập qua Cổng cán bộ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cổng cán bộ không phản hồi")
    look(page, "directory-away")
