"""The login page in Chromium while the lane of logins is full."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from playwright.sync_api import Locator, Page, expect

from officials.models import User
from tests.browser.gallery import look
from tests.browser_fixtures import NewContext
from tests.roles import PASSWORD, make_user
from tests.tinnhiem.serving.site import LOGIN, Site
from tests.tinnhiem.serving.test_login_lane import held, storm

pytestmark = pytest.mark.slow


@pytest.fixture
def full(
    start_site: Callable[..., Site], wait_until: Callable[..., object]
) -> Iterator[tuple[Site, Callable[[], None]]]:
    """A web server whose lane of logins is full, and what makes it free."""
    user, site = make_user(), start_site(LOGIN_THREADS=1, LOGIN_QUEUE=1)
    with ThreadPoolExecutor(40) as pool, ExitStack() as lock:
        lock.enter_context(held(user))
        storm(site, user, pool, wait_until)
        yield site, lock.close


def type_and_press(page: Page, site: Site, user: User, password: str = PASSWORD) -> None:
    typed(page, site, user, password).click()


def typed(page: Page, site: Site, user: User, password: str = PASSWORD) -> Locator:
    """Fill in the login page and return its button."""
    page.goto(f"{site.url}{LOGIN}")
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(password)
    return page.get_by_role("button", name="Đăng nhập", exact=True)


def test_page_waits_and_gets_in_by_itself(full: tuple[Site, Callable[[], None]], page: Page) -> None:
    site, release = full
    type_and_press(page, site, make_user())
    expect(page.get_by_text("Hiện có nhiều người cùng gửi mật khẩu")).to_be_visible()
    expect(page.get_by_label("Mật khẩu")).to_have_value(PASSWORD)
    look(page, "login-moment")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    release()
    page.wait_for_url(f"{site.url}/")


def test_without_scripts_a_page_leads_back(
    full: tuple[Site, Callable[[], None]], new_context: NewContext, wait_until: Callable[..., object]
) -> None:
    (site, release), user = full, make_user()
    page = new_context(java_script_enabled=False).new_page()
    type_and_press(page, site, user)
    expect(page.get_by_role("heading", name="Xin chờ một chút")).to_be_visible()
    release()
    page.get_by_role("link", name="Quay lại").click()
    wait_until(lambda: gets_in(page, site, user))


def gets_in(page: Page, site: Site, user: User) -> bool:
    """Press once and return whether that logged in; what waited in the lane before is served first."""
    button = typed(page, site, user)
    with page.expect_navigation():
        button.click()
    return page.url == f"{site.url}/"


def test_wrong_password_shows_its_error_and_the_form_works_again(
    start_site: Callable[..., Site], page: Page
) -> None:
    site, user = start_site(), make_user()
    type_and_press(page, site, user, "sai")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Tên đăng nhập")).to_have_value(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url(f"{site.url}/")
