"""A login ends while a secretary types; what was typed is kept, and saved after the next login in another window."""

import pytest
from playwright.sync_api import Page, expect

from officials.models import Unit, User
from tests.browser.booth import log_in
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEND = "Gửi nội dung tôi đã nhập"


def log_in_elsewhere(page: Page, user: User) -> None:
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Đăng nhập ở cửa sổ khác").click()
    window = opened.value
    log_in(window, user)
    window.wait_for_url(lambda address: "/login" not in address)
    window.close()


def test_typed_while_the_login_ended(open_page: OpenPage, secretary: User, unit: Unit) -> None:
    page = open_page(f"/admin/officials/unit/{unit.pk}/change/", user=secretary)
    page.locator("[name=place]").fill("Huế")
    page.context.clear_cookies(name="sessionid")
    page.locator("#unit_form [name=_save]").click()
    expect(page.locator("main")).to_contain_text("Huế")
    look(page, "admin-login-ended")
    log_in_elsewhere(page, secretary)
    page.get_by_role("button", name=SEND).click()
    expect(page.locator("main")).to_contain_text(secretary.full_name)
    look(page, "admin-send-again")
    page.get_by_role("button", name=SEND).click()
    page.wait_for_url("**/admin/officials/unit/")
    unit.refresh_from_db()
    assert unit.place == "Huế"
