"""The frame: keyboard, language, errors of forms, paper, enlarged text."""

import pytest
from playwright.sync_api import Page, Route, expect

from officials.models import User
from tests.browser.axe import assert_accessible
from tests.browser_fixtures import PHONE, OpenPage

pytestmark = pytest.mark.browser


def test_first_tab_skips_to_the_content(open_page: OpenPage) -> None:
    page = open_page("/help/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_language_is_switched_and_kept_on_the_same_page(open_page: OpenPage) -> None:
    page = open_page("/help/")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Help")
    assert page.url.endswith("/help/")
    page.goto("/accounts/login/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert_accessible(page)


def test_errors_take_the_focus_and_lead_to_the_field(open_page: OpenPage) -> None:
    page = open_page("/accounts/login/")
    page.get_by_role("button", name="Đăng nhập").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert_accessible(page)
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()


def test_pressed_button_is_sent_once_and_shows_progress(open_page: OpenPage) -> None:
    page, posted = open_page("/accounts/password/reset/"), list[str]()

    def stay(route: Route) -> None:
        posted.append(route.request.method)
        route.fulfill(status=204)  # the browser stays on the page, as while it waits for a server

    page.route("**/accounts/password/reset/", stay)
    button = page.locator("main form button")
    for pressed in (1, 2):
        with page.expect_response("**/accounts/password/reset/"):
            button.press("Enter")
        expect(button).to_have_attribute("aria-busy", "true")
        button.press("Enter")
        page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
        expect(button).not_to_have_attribute("aria-busy", "true")
        assert posted == ["POST"] * pressed


def test_another_file_can_be_saved_soon_after_the_first(open_page: OpenPage, secretary: User) -> None:
    """A file leaves the page as it is, so the form must not stay blocked as while a page is awaited."""
    page = open_page("/lists/", user=secretary)
    for form in ("xlsx", "csv"):
        button = page.locator(f"[formaction='/lists/units/current.{form}']")
        with page.expect_download(timeout=30_000) as saved:
            button.click(timeout=10_000)
        assert saved.value.suggested_filename.endswith(form)
        expect(button).not_to_have_attribute("aria-busy", "true", timeout=10_000)


def test_scripts_get_the_words_of_the_language(open_page: OpenPage) -> None:
    page = open_page("/")
    assert page.evaluate("typeof gettext") == "function"


def test_paper_shows_the_content_only(open_page: OpenPage, stranger: User) -> None:
    page = open_page("/accounts/", user=stranger)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for hidden in (".site-nav", ".site-tools", ".site-footer", ".breadcrumbs"):
        expect(page.locator(hidden)).to_be_hidden()


def test_nothing_can_be_pressed_that_is_too_small(open_page: OpenPage, stranger: User) -> None:
    page = open_page("/", user=stranger, size=PHONE)
    small = [name for name, height in heights(page) if height < 44]
    assert small == []


def heights(page: Page) -> list[tuple[str, float]]:
    found = page.evaluate(
        "[...document.querySelectorAll('header a, header button, footer a, main .button')]"
        ".map(each => [each.innerText, each.getBoundingClientRect().height])"
    )
    return [(str(name), float(height)) for name, height in found if height > 1]
