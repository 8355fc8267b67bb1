"""From the login page to the receipt with nothing but keys, on a screen enlarged four times."""

import pytest
from playwright.sync_api import Page, expect

from ballots.models import CastBallot
from ballots.protocol.receipt import short_code
from rounds.models import Round
from tests.ballots.hall import open_round, voters
from tests.browser import booth
from tests.browser.gallery import ZOOMED
from tests.browser.keys import press, tab_to
from tests.browser_fixtures import NewContext
from tests.roles import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def round_() -> Round:
    return open_round(lines=2)


@pytest.fixture
def page(new_context: NewContext) -> Page:
    page = new_context().new_page()
    page.set_viewport_size(ZOOMED)
    page.goto("/accounts/login/")
    return page


def test_only_keys(page: Page, round_: Round) -> None:
    tab_to(page, page.locator("#id_login"))
    page.keyboard.type(voters(round_)[0].username)
    tab_to(page, page.locator("#id_password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    press(page, page.locator(".duties a.button"))
    tab_to(page, page.locator("#line-1 input").first).press("Space")
    tab_to(page, page.locator("#line-2 input").first).press("ArrowDown")
    expect(page.locator("#marked-text")).to_have_text("2/2")
    press(page, page.locator("#to-review"))
    press(page, page.locator("[data-edit='2']"))
    expect(page.locator("#line-2 input").nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    press(page, page.locator("#to-review"))
    expect(page.locator("#sheet li").nth(1)).to_contain_text("Tín nhiệm thấp")
    press(page, page.locator("#cast"))
    assert booth.receipt(page) == short_code(bytes.fromhex(CastBallot.objects.get().hash))
    expect(page.locator("#receipt-title")).to_be_focused()
    press(page, page.locator("#receipt-verify"))
    expect(page.locator("#receipt-check .notice--success")).to_be_visible()
    tab_to(page, page.locator("#receipt a").first)
