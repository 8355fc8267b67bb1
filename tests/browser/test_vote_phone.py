"""The ballot on a phone: thirty officials in nine screens, three levels in one row, a bar that covers little."""

import pytest
from playwright.sync_api import Page, expect

from rounds.models import Round
from rounds.services import moves
from tests.ballots.hall import locked, opened, voters
from tests.browser import booth
from tests.browser.axe import assert_accessible
from tests.browser.gallery import look
from tests.browser_fixtures import PHONE, OpenPage
from tests.dossiers import file_dossiers
from tests.roles import make_draft_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREENS = 9
TWICE = "document.documentElement.style.fontSize = '200%'"


def frozen(lines: int) -> Round:
    """A round whose officials have one file each."""
    draft = make_draft_round(lines=lines, members=1)
    file_dossiers(draft)
    return opened(locked(moves.freeze_round(round_id=draft.pk, actor=None)))


def ballot(open_page: OpenPage, lines: int) -> Page:
    round_ = frozen(lines)
    page = open_page(f"/vote/{round_.pk}/", user=voters(round_)[0], size=PHONE)
    expect(page.locator("#marking")).to_be_visible()
    return page


def boxes(page: Page, line: int) -> list[dict[str, float]]:
    found: list[dict[str, float]] = page.locator(f"#line-{line} .choice").evaluate_all(
        "nodes => nodes.map(node => node.getBoundingClientRect().toJSON())"
    )
    return found


def test_thirty_officials_take_nine_screens(open_page: OpenPage) -> None:
    page = ballot(open_page, 30)
    expect(page.locator("#line-30 summary")).to_be_visible()
    booth.mark(page, [0, 1, 2])
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= SCREENS * PHONE["height"], f"{height / PHONE['height']:.1f} screens"
    look(page, "phone-thirty", ballot=True)


def test_levels_share_a_row_from_340_px(open_page: OpenPage) -> None:
    page = ballot(open_page, 1)
    page.set_viewport_size({"width": 340, "height": 740})
    assert len({box["top"] for box in boxes(page, 1)}) == 1
    assert {box["height"] for box in boxes(page, 1)} == {56}
    page.set_viewport_size({"width": 320, "height": 740})
    assert len({box["left"] for box in boxes(page, 1)}) in {1, 3}, (
        "two of three in a row would look preferred"
    )


def test_nothing_moves_when_a_mark_is_set_or_removed(open_page: OpenPage) -> None:
    page = ballot(open_page, 2)
    top = "document.getElementById('line-2').offsetTop"
    before = page.evaluate(top)
    booth.mark(page, [1])
    assert page.evaluate(top) == before
    page.locator("#line-1 [data-clear]").click()
    assert page.evaluate(top) == before


def test_post_describes_the_group_and_is_not_its_name(open_page: OpenPage) -> None:
    line = ballot(open_page, 2).locator("#line-2")
    name = line.locator("[data-name]").inner_text()
    expect(line).to_have_accessible_name(f"2/2: {name}")
    expect(line).to_have_accessible_description(line.locator("[data-posts]").inner_text())


def test_large_text_covers_no_files(open_page: OpenPage) -> None:
    page = ballot(open_page, 1)
    booth.mark(page, [0])
    page.evaluate(TWICE)
    files = page.locator("#line-1 [data-papers]").bounding_box()
    clear = page.locator("#line-1 [data-clear]").bounding_box()
    assert files is not None
    assert clear is not None
    assert files["y"] + files["height"] <= clear["y"]


@pytest.mark.parametrize("low", [False, True])
def test_bar_does_not_cover_large_text_or_a_low_screen(open_page: OpenPage, low: bool) -> None:
    page = ballot(open_page, 1)
    bar = page.locator(".vote-bar")
    assert bar.evaluate("node => getComputedStyle(node).position") == "fixed"
    page.set_viewport_size({"width": 360, "height": 370}) if low else page.evaluate(TWICE)
    expect(bar).to_have_css("position", "static")
    assert_accessible(page, aaa_contrast=True)
    page.locator("#next-blank").click()
    expect(page.locator("#line-1 input").first).to_be_focused()
