"""The secretary sends a link, a real mail server takes it, the voter logs in for the first and a second time."""

import re
import subprocess
from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django import Settings

from officials.models import User
from tests.browser_fixtures import PHONE, NewContext
from tests.notices.postbox import Postbox, running, use
from tests.roles import lock_out, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWN = "hoa-sen-cua-toi-2026"
LINK = re.compile(r"/accounts/first/link/[\w-]+/")


@pytest.fixture
def mail_server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    box = Postbox()
    with running(box) as controller:
        use(settings, controller.port)
        monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{controller.port}")
        yield box


@pytest.fixture
def postbox(mail_server: Postbox, worker: subprocess.Popen[bytes]) -> Postbox:
    """A mail server to which a worker of this test sends."""
    return mail_server


@pytest.fixture
def newcomer(secretary: User) -> User:
    """A voter whom the secretary has just entered."""
    person = make_user("Đặng Thị Mới", "moi", unit=secretary.unit)
    lock_out(person)
    return User.objects.get(pk=person.pk)


def choose(page: Page) -> None:
    for name in ("password1", "password2"):
        page.locator(f"input[name={name}]").fill(OWN)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r":\d+/$"))


def test_first_and_second_login(
    new_context: NewContext,
    secretary: User,
    newcomer: User,
    postbox: Postbox,
    wait_until: Callable[..., object],
) -> None:
    desk = new_context(user=secretary).new_page()
    desk.goto(reverse("admin:officials_user_login", args=[newcomer.pk]))
    desk.locator("button[value=link]").click()
    expect(desk.get_by_text("Đã gửi đường dẫn")).to_be_visible()
    wait_until(lambda: postbox.taken)
    [(taken_for, mail)] = postbox.taken
    assert taken_for == newcomer.email
    found = LINK.search(bytes(mail.get_payload(decode=True)).decode())
    assert found
    phone = new_context(size=PHONE).new_page()
    phone.goto(found[0])
    phone.get_by_role("button", name="Đúng là tôi, tiếp tục").click()
    choose(phone)
    expect(desk.locator("body")).not_to_contain_text(OWN)
    again = new_context(size=PHONE).new_page()
    again.goto("/accounts/login/")
    again.get_by_label("Tên đăng nhập").fill(newcomer.username)
    again.get_by_label("Mật khẩu").fill(OWN)
    again.get_by_role("button", name="Đăng nhập", exact=True).click()
    again.wait_for_url(re.compile(r":\d+/$"))
    texts = [bytes(mail.get_payload(decode=True)).decode() for _to, mail in postbox.taken]
    assert [bool(LINK.search(text)) for text in texts] == [True] + [False] * (len(texts) - 1)
