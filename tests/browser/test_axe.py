"""The checker itself: a faulty page must not pass."""

import pytest
from playwright.sync_api import Page, Route

from tests.browser.axe import SCRIPT, assert_accessible, violations

pytestmark = pytest.mark.browser
BAD = '<html lang="vi"><head><title>x</title></head><body><main><h1>x</h1>{}</main></body></html>'


@pytest.mark.parametrize(
    ("flaw", "rule"),
    [
        ('<img src="/static/img/logo.svg">', "image-alt"),
        ("<input>", "label"),
        ('<p id="pale">Pale words</p>', "color-contrast"),
    ],
)
def test_flaws_are_found(page: Page, flaw: str, rule: str) -> None:
    page.set_content(BAD.format(flaw))
    page.evaluate("document.querySelector('#pale')?.style.setProperty('color', '#ccc')")
    assert any(found.startswith(rule) for found in violations(page))


def test_contrast_of_aaa_is_stricter(page: Page) -> None:
    page.set_content(BAD.format('<p id="grey">Grey words</p>'))
    page.evaluate("document.querySelector('#grey').style.setProperty('color', '#707070')")
    assert violations(page) == []
    assert any(found.startswith("color-contrast-enhanced") for found in violations(page, aaa_contrast=True))


def test_a_page_wider_than_the_screen_fails(page: Page) -> None:
    page.set_content(BAD.format('<p id="wide">x</p>'))
    page.evaluate("document.querySelector('#wide').style.setProperty('width', '3000px')")
    with pytest.raises(AssertionError, match="wider than the screen"):
        assert_accessible(page)


def test_the_page_asked_for_is_the_one_checked(page: Page) -> None:
    def answer_late(route: Route) -> None:
        page.wait_for_timeout(500)
        route.fulfill(content_type="text/html", body=BAD.format('<img src="/static/img/logo.svg">'))

    page.route("**/late/", answer_late)
    page.goto("/accounts/login/")
    page.set_content(BAD.format('<a href="/late/">Late</a>'))
    page.locator("a").click(no_wait_after=True)
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)


def test_a_page_of_the_server_takes_axe_from_there(page: Page) -> None:
    page.goto("/accounts/login/")
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<input>')")
    assert any(found.startswith("label") for found in violations(page))
    loaded = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    assert loaded[-1].endswith(f"/static/axe/{SCRIPT.name}")
