"""The head closes the minutes without a member who cannot confirm; until then the page waits."""

import pytest
from playwright.sync_api import expect

from results.models import MissingSignatures
from results.services.opening import open_box
from rounds.models import Round
from tests.ballots.hall import devices_of_team
from tests.browser.gallery import look
from tests.browser.team_pages import at, bring, sign
from tests.browser_fixtures import NewContext
from tests.results import count

pytestmark = pytest.mark.browser


@pytest.fixture
def round_(committed: None) -> Round:
    """A counted round of three members, two of whom opened the box."""
    round_ = count.added()
    count.give_shares(round_)
    open_box(round_id=round_.pk)
    return Round.objects.get(pk=round_.pk)


def test_a_reason_closes_the_minutes(round_: Round, new_context: NewContext) -> None:
    head, member, _missing = devices_of_team(round_)
    pages = [bring(new_context(user=device.user), device) for device in (head, member)]
    for page in pages:
        sign(page)
        expect(page.locator("[data-show=signed]").last).to_be_visible()
    assert Round.objects.get(pk=round_.pk).state == "counted"
    expect(pages[1].locator("[data-show=may-close-minutes]")).to_be_hidden()
    page = pages[0]
    expect(page.locator("[data-list=close-reasons] input")).to_have_count(1)
    page.locator("[data-show=may-close-minutes] summary").click()
    page.locator("[data-form=close-minutes] [type=submit]").click()
    expect(page.locator("[data-list=close-reasons] .field__error")).to_be_visible()
    look(page, "team-close-minutes")
    page.locator("[data-list=close-reasons] input").fill("Ốm, đã về")
    page.locator("[data-form=close-minutes] [type=submit]").click()
    expect(page.locator("[data-show=may-close-minutes]")).to_be_hidden()
    at(page, "minutes")
    assert Round.objects.get(pk=round_.pk).state == "certified"
    assert MissingSignatures.objects.get().reasons == {"3": "Ốm, đã về"}
