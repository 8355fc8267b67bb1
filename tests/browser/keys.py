"""Keyboard operation of a page."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import assert_no_wider

# Return whether the centre of the focused element is visible: neither under the bar nor off the screen.
SEEN = """node => {
  const shape = (node.type === 'radio' ? node.closest('label') : node).getBoundingClientRect();
  const middle = [shape.left + shape.width / 2, shape.top + Math.min(shape.height, innerHeight) / 2];
  const top = document.elementFromPoint(...middle);
  return Boolean(top) && (node.contains(top)
    || (top.contains(node) && !top.matches('html, body, main, .page'))
    || node.closest('label')?.contains(top));
}"""


def tab_to(page: Page, wanted: Locator) -> Locator:
    """Press Tab until `wanted` has the focus; every element focused on the way must be visible."""
    expect(wanted).to_be_visible()
    for _press in range(40):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count():
            assert focused.evaluate(SEEN), focused.evaluate("node => node.outerHTML")
        if wanted.evaluate("node => node === document.activeElement"):
            assert_no_wider(page)
            return wanted
    raise AssertionError(f"Tab never reaches {wanted}")


def press(page: Page, wanted: Locator) -> None:
    """Go to `wanted` with Tab and press Enter there."""
    tab_to(page, wanted).press("Enter")


def write(page: Page, wanted: Locator, text: str) -> None:
    """Go to the field `wanted` with Tab and replace its text."""
    tab_to(page, wanted)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.insert_text(text)
