"""The first login in a real browser: by the link of a mail, by a card; with a password, with a passkey."""

import json
import re

import pytest
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from officials.accounts.services import send_login_link
from officials.accounts.session_store import start_of
from officials.models import LoginLink, User
from tests.browser.gallery import look
from tests.browser.test_passkeys import with_authenticator
from tests.browser_fixtures import OpenPage
from tests.officials.accounts.test_login_link import in_mail
from tests.roles import lock_out
from tests.secrecy.test_logins_by_the_day import MOMENT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWN = "hoa-sen-cua-toi-2026"


@pytest.fixture
def link(stranger: User, secretary: User, mailoutbox: list[EmailMessage]) -> str:
    lock_out(stranger)
    send_login_link(account=User.objects.get(pk=stranger.pk), actor=secretary)
    return in_mail(mailoutbox[-1])


def go_in(page: Page, link: str) -> None:
    page.goto(link)
    page.wait_for_url("**/accounts/first/")
    look(page, "first-login")
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/accounts/first/choice/**")


def test_the_link_leads_to_a_password(open_page: OpenPage, link: str, stranger: User) -> None:
    page = open_page("/accounts/login/")
    go_in(page, link)
    look(page, "first-choice")
    for name in ("password1", "password2"):
        page.locator(f"input[name={name}]").fill(OWN)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r":\d+/$"))
    assert User.objects.get(pk=stranger.pk).check_password(OWN)
    page.goto(link)
    look(page, "first-link-gone")
    expect(page.locator("h1")).to_have_text("Đường dẫn không còn hiệu lực")


def test_the_link_leads_to_a_passkey(open_page: OpenPage, link: str, stranger: User) -> None:
    page = open_page("/accounts/login/")
    with_authenticator(page)
    go_in(page, link)
    page.get_by_role("link", name="Dùng khóa truy cập").click()
    expect(page.get_by_role("checkbox")).to_be_checked()
    page.get_by_role("button", name="Thêm khóa truy cập").click()
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))
    page.goto("/accounts/")
    expect(page.locator("h1")).to_contain_text(stranger.full_name)
    assert not LoginLink.objects.exists()
    session = Session.objects.get(login__user=stranger)
    moments = {float(number) for number in MOMENT.findall(json.dumps(session.get_decoded()))}
    assert moments == {start_of(timezone.localdate()).timestamp()}
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(re.compile(r":\d+/$"))
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Dùng khóa truy cập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc của tôi")


def test_the_secretary_helps_one_person(open_page: OpenPage, secretary: User, stranger: User) -> None:
    User.objects.filter(pk=stranger.pk).update(unit=secretary.unit)
    page = open_page(reverse("admin:officials_user_change", args=[stranger.pk]), user=secretary)
    page.get_by_role("link", name="Gửi đường dẫn hoặc in giấy đăng nhập").click()
    page.locator("button[value=link]").click()
    expect(page.get_by_text("Đã gửi đường dẫn")).to_be_visible()
    look(page, "admin-account-login")
    page.locator("input[name=digits]").fill("204618")
    with page.expect_download() as loading:
        page.locator("button[value=card]").click()
    assert loading.value.suggested_filename == "giay-dang-nhap.pdf"
