"""A counting team of one, from the first part of the key to the signature, with nothing but keys at 400 %."""

import pytest
from playwright.sync_api import Page, expect

from ballots.manifest import code_of
from ballots.protocol.wire import LevelIndex
from results.services.opening import open_box
from rounds.models import Round
from tests.ballots.team import close_with
from tests.browser.gallery import ZOOMED
from tests.browser.keys import press, write
from tests.browser.team_pages import at, code
from tests.browser_fixtures import NewContext
from tests.roles import make_frozen_round

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MARKS = (*(LevelIndex.HIGH,) * 4, LevelIndex.LOW, None)
VOTES: list[list[LevelIndex | None]] = [[mark] for mark in MARKS]


@pytest.fixture
def round_(committed: None) -> Round:
    return make_frozen_round(lines=1, voters=6, members=1)


@pytest.fixture
def page(round_: Round, new_context: NewContext) -> Page:
    page = new_context(user=round_.committee.get().user).new_page()
    page.set_viewport_size(ZOOMED)
    page.goto(f"/committee/{round_.pk}/")
    return page


def test_only_keys(page: Page, round_: Round) -> None:
    press(page, page.locator("[data-do=make]"))
    at(page, "keep")
    copy_the_sheet(page)
    press(page, page.locator("[data-do=kept]"))
    spoken = code(page)
    press(page, page.locator("[data-do=confirm]"))
    at(page, "locked")
    round_.refresh_from_db()
    assert code_of(round_.election_id) == spoken
    close_with(round_, VOTES)
    press(page, page.locator("[data-do=open]"))
    expect(page.locator("[data-show=opening-waiting]")).to_be_visible()
    open_box(round_id=round_.pk)
    at(page, "minutes")
    expect(page.locator("[data-check=counts]")).to_have_attribute("data-state", "done")
    press(page, page.locator("[data-do=sign]"))
    expect(page.locator("[data-show=signed]").last).to_be_visible()
    round_.refresh_from_db()
    assert round_.state == "certified"


def copy_the_sheet(page: Page) -> None:
    """Show the groups, copy and hide them, type the two that are asked for."""
    press(page, page.locator("[data-details=words] summary"))
    expect(page.locator("[data-list=words] code")).to_have_count(14)
    groups = page.locator("[data-list=words] code").all_inner_texts()
    press(page, page.locator("[data-do=copied]"))
    for name in ("first", "second"):
        label = page.locator(f"[data-text=ask-{name}]").inner_text()
        number = int("".join(filter(str.isdigit, label)))
        write(page, page.locator(f"#check-{name}"), groups[number - 1])
    page.keyboard.press("Enter")
    expect(page.locator("[data-kept=sheet]")).to_have_attribute("data-state", "done")
