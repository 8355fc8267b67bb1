"""A ballot of sixty officials on a phone enlarged four times: it keeps the place and never stalls."""

import pytest
from playwright.sync_api import Page, expect

from tests.ballots.hall import open_round, voters
from tests.browser import booth
from tests.browser.axe import assert_no_wider
from tests.browser.gallery import ZOOMED
from tests.browser_fixtures import PHONE, NewContext

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINES = 60
# Animation frames drawn while sealing; a blocked page draws none.
FRAMES = """() => new Promise(resolve => {
  let frames = 0;
  const sealed = document.getElementById('sealed');
  document.getElementById('to-review').click();
  const count = () => (sealed.hidden ? (frames += 1, requestAnimationFrame(count)) : resolve(frames));
  requestAnimationFrame(count);
})"""


@pytest.fixture
def page(new_context: NewContext) -> Page:
    round_ = open_round(lines=LINES)
    page = new_context(user=voters(round_)[0], size=PHONE).new_page()
    page.set_viewport_size(ZOOMED)
    page.goto(f"/vote/{round_.pk}/")
    expect(page.locator("#marking")).to_be_visible()
    return page


def test_sixty_officials(page: Page) -> None:
    mark(page, range(1, 31))
    expect(page.locator("#marked-text")).to_have_text("30/60")
    page.locator("#next-blank").click()
    at(page, 31)
    page.reload()
    expect(page.locator("#marked-text")).to_have_text("30/60")
    at(page, 31)
    mark(page, [number for number in range(31, LINES + 1) if number not in {40, 57}])
    for number in (40, 57, 40):
        page.locator("#next-blank").click()
        at(page, number)
        expect(page.locator(f"#line-{number} input").first).to_be_focused()
    review_and_come_back(page)
    mark(page, [40, 57])
    expect(page.locator("#next-blank")).to_be_hidden()
    assert page.evaluate(FRAMES) > 3
    assert_no_wider(page)
    page.locator("#cast").click()
    booth.receipt(page)


def review_and_come_back(page: Page) -> None:
    """The browser's back button, our button and the button of a line each return to the right line."""
    for back in (page.go_back, page.locator("#to-marking").click):
        page.locator("#to-review").click()
        expect(page.locator("#blank-note")).to_contain_text("2")
        back()
        at(page, LINES)  # the buttons stand below the last line on so low a screen
    page.locator("#to-review").click()
    page.locator("[data-edit='57']").click()
    at(page, 57)


def mark(page: Page, numbers: object) -> None:
    """Click without scrolling sixty times."""
    page.evaluate(
        "numbers => numbers.forEach(number => document.querySelector(`#line-${number} input`).click())",
        list(numbers),  # type: ignore[call-overload]
    )


def at(page: Page, number: int) -> None:
    """The name of this line is visible and not covered."""
    name = page.locator(f"#line-{number} [data-name]")
    expect(name).to_be_in_viewport(ratio=1)
    bar = page.locator(".vote-bar").bounding_box()
    box = name.bounding_box()
    assert bar is not None
    assert box is not None
    assert box["y"] + box["height"] <= bar["y"]
