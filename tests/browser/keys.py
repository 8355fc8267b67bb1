"""Keyboard operation of a page."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import assert_no_wider

# Return the focused element if its centre is not visible: under the bar or off the screen.
HIDDEN = """() => {
  const node = document.querySelector(':focus');
  if (!node) return '';
  const shape = (node.type === 'radio' ? node.closest('label') : node).getBoundingClientRect();
  const middle = [shape.left + shape.width / 2, shape.top + Math.min(shape.height, innerHeight) / 2];
  const top = document.elementFromPoint(...middle);
  const isSeen = Boolean(top) && (node.contains(top)
    || (top.contains(node) && !top.matches('html, body, main, .page'))
    || node.closest('label')?.contains(top));
  return isSeen ? '' : node.outerHTML;
}"""


def tab_to(page: Page, wanted: Locator) -> Locator:
    """Press Tab until `wanted` has the focus; every element focused on the way must be visible."""
    expect(wanted).to_be_visible()
    for _press in range(40):
        page.keyboard.press("Tab")
        assert (hidden := page.evaluate(HIDDEN)) == "", hidden
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
