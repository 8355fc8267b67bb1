"""The head confirms on the own device that the locked box is empty; everybody else waits."""

import pytest
from playwright.sync_api import expect

from rounds.models import Round
from tests.ballots.hall import devices_of_team, locked_round
from tests.browser.gallery import look
from tests.browser.team_pages import at, bring
from tests.browser_fixtures import NewContext

pytestmark = pytest.mark.browser


@pytest.fixture
def round_(committed: None) -> Round:
    return locked_round(lines=1, members=3)


def test_the_head_confirms_and_the_members_see_it(round_: Round, new_context: NewContext) -> None:
    head, member, *_rest = [bring(new_context(user=d.user), d) for d in devices_of_team(round_)]
    at(member, "locked")
    expect(member.locator("[data-show=zero-waiting]")).to_be_visible()
    expect(member.locator("[data-do=zero]")).to_be_hidden()
    at(head, "locked")
    look(head, "team-zero")
    head.locator("[data-do=zero]").click()
    for page in (head, member):
        expect(page.locator("[data-show=zero-done]")).to_be_visible()
    look(head, "team-zero-done")
    assert Round.objects.get(pk=round_.pk).zero_at


def test_a_device_without_the_key_asks_for_it_first(round_: Round, new_context: NewContext) -> None:
    head = devices_of_team(round_)[0]
    page = new_context(user=head.user).new_page()
    page.goto(f"/committee/{round_.pk}/")
    at(page, "locked")
    page.locator("[data-do=zero]").click()
    at(page, "recover")
    assert not Round.objects.get(pk=round_.pk).zero_at
