"""From the login page to the receipt with nothing but keys, on a screen enlarged four times."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from ballots.models import CastBallot
from ballots.sealing.receipt import short_code
from rounds.models import Round
from tests.ballots.hall import open_round, voters
from tests.browser import booth
from tests.browser.axe import assert_no_wider
from tests.browser.gallery import ZOOMED
from tests.roles import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("committed"),
]
NewContext = Callable[..., BrowserContext]
SLOW = 60_000
# Whether the middle of what has the focus can be seen: not under the bar, not off the screen.
SEEN = """node => {
  const shape = (node.type === 'radio' ? node.closest('label') : node).getBoundingClientRect();
  const middle = [shape.left + shape.width / 2, shape.top + Math.min(shape.height, innerHeight) / 2];
  const top = document.elementFromPoint(...middle);
  return Boolean(top) && (node.contains(top)
    || (top.contains(node) && !top.matches('html, body, main, .page'))
    || node.closest('label')?.contains(top));
}"""


@pytest.fixture
def round_() -> Round:
    return open_round(lines=2)


@pytest.fixture
def page(new_context: NewContext) -> Page:
    page = new_context().new_page()
    page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]
    page.goto("/accounts/login/")
    return page


def tab_to(page: Page, wanted: Locator) -> Locator:
    """Press Tab until `wanted` has the focus; all that has it on the way can be seen."""
    expect(wanted).to_be_visible(timeout=SLOW)
    for _press in range(40):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count():
            assert focused.evaluate(SEEN), focused.evaluate("node => node.outerHTML")
        if wanted.evaluate("node => node === document.activeElement"):
            assert_no_wider(page)
            return wanted
    raise AssertionError(f"Tab never comes to {wanted}")


def test_only_keys(page: Page, round_: Round) -> None:
    tab_to(page, page.locator("#id_login"))
    page.keyboard.type(voters(round_)[0].username)
    tab_to(page, page.locator("#id_password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".duties a.button")).press("Enter")
    tab_to(page, page.locator("#line-1 input").first).press("Space")
    tab_to(page, page.locator("#line-2 input").first).press("ArrowDown")
    expect(page.locator("#marked-text")).to_have_text("2/2")
    tab_to(page, page.locator("#to-review")).press("Enter")
    tab_to(page, page.locator("[data-edit='2']")).press("Enter")
    expect(page.locator("#line-2 input").nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    tab_to(page, page.locator("#to-review")).press("Enter")
    expect(page.locator("#sheet li").nth(1)).to_contain_text("Tín nhiệm thấp")
    tab_to(page, page.locator("#cast")).press("Enter")
    assert booth.receipt(page) == short_code(bytes.fromhex(CastBallot.objects.get().hash))
    expect(page.locator("#receipt-title")).to_be_focused()
    tab_to(page, page.locator("#receipt-verify")).press("Enter")
    expect(page.locator("#receipt-check .notice--success")).to_be_visible(timeout=SLOW)
    tab_to(page, page.locator("#receipt a").first)
