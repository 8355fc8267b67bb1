"""The own logins in a real browser: another device is seen and logged out."""

import re

import pytest
from playwright.sync_api import Page, expect

from officials.models import User
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.roles import PASSWORD

pytestmark = pytest.mark.browser


def log_in(page: Page, user: User) -> None:
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url(re.compile(r":\d+/$"))


def test_another_device_is_logged_out(open_page: OpenPage, stranger: User) -> None:
    here, there = open_page("/accounts/login/"), open_page("/accounts/login/")
    for page in (here, there):
        log_in(page, stranger)
    here.goto("/accounts/")
    look(here, "account-ways-in")
    here.get_by_role("link", name="Hiển thị").click()
    look(here, "logins")
    here.get_by_role("button", name=re.compile("Đăng xuất ở đó")).click()
    expect(here.get_by_text("Số thiết bị khác đã đăng xuất: 1.")).to_be_visible()
    there.goto("/accounts/")
    expect(there.get_by_role("heading", level=1)).to_have_text("Đăng nhập")
