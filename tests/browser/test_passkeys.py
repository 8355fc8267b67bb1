"""Second steps in a real browser under the strict policy: passkey, app, recovery codes."""

import re
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from officials.accounts.session_store import SessionStore
from officials.models import User
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.roles import PASSWORD
from tests.second_step import code_of

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("lasting_codes")]
OF_AN_APP = {
    "app-again": "reauthenticate/",
    "app-remove": "totp/deactivate/",
    "recovery-codes-new": "recovery-codes/generate/",
}


def with_authenticator(page: Page) -> None:
    """Give the browser a fingerprint reader that always says yes."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def log_in(page: Page, user: User) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(re.compile(r":\d+/$|/2fa/"))


def confirm_password(page: Page) -> None:
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Tiếp tục").click()


def test_a_passkey_is_added_and_opens_the_account(open_page: OpenPage, stranger: User) -> None:
    page = open_page("/accounts/login/")
    with_authenticator(page)
    log_in(page, stranger)
    page.goto("/accounts/2fa/webauthn/add/")
    confirm_password(page)
    look(page, "passkey-add")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Thêm khóa truy cập").click()
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))
    page.goto("/accounts/2fa/webauthn/")
    look(page, "passkeys")
    key = Authenticator.objects.get(user=stranger, type=Authenticator.Type.WEBAUTHN).pk
    for name, path in (
        ("passkey-rename", f"webauthn/keys/{key}/edit/"),
        ("passkey-remove", f"webauthn/keys/{key}/remove/"),
        ("passkey-again", "webauthn/reauthenticate/"),
    ):
        page.goto(f"/accounts/2fa/{path}")
        look(page, name)
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(re.compile(r":\d+/$"))
    page.goto("/accounts/login/")
    planted = planted_session(page)
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của tôi")
    assert not Session.objects.filter(session_key=planted).exists()


def planted_session(page: Page) -> str:
    """Give the browser a session that somebody else knows, and return its key."""
    store = SessionStore()
    store["planted"] = True
    store.save()
    host = urlsplit(page.url).hostname
    cookie = {"name": "sessionid", "value": str(store.session_key), "domain": host, "path": "/"}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    return str(store.session_key)


def test_refused_passkey_is_reported_on_the_page(open_page: OpenPage) -> None:
    page = open_page("/accounts/login/")
    page.get_by_role("button", name="Dùng khóa truy cập").evaluate(
        "button => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')); button.click(); }"
    )
    expect(page.get_by_role("alert")).to_contain_text("Chưa dùng được khóa truy cập")


def test_an_app_is_set_up_and_asked_for(open_page: OpenPage, stranger: User) -> None:
    page = open_page("/accounts/login/")
    log_in(page, stranger)
    page.goto("/accounts/2fa/totp/activate/")
    confirm_password(page)
    look(page, "app-setup")
    assert page.locator(".qr svg").bounding_box() is not None
    secret = page.locator(".code--long").inner_text()
    page.get_by_role("textbox").fill(code_of(secret))
    page.get_by_role("button", name="Bật").click()
    look(page, "recovery-codes")
    assert Authenticator.objects.filter(user=stranger, type=Authenticator.Type.TOTP).exists()
    page.goto("/accounts/2fa/")
    look(page, "second-step-on")
    for name, path in OF_AN_APP.items():
        page.goto(f"/accounts/2fa/{path}")
        look(page, name)
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(re.compile(r":\d+/$"))
    log_in(page, stranger)
    look(page, "second-step-login")
