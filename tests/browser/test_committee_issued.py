"""The member's device verifies the ballots issued, and shows who took none before the box is opened."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from ballots.models import IssuedCheck, PartialDecryption
from ballots.services import closing, counting
from rounds.models import Round
from tests.ballots import hall, minting
from tests.browser.gallery import look
from tests.browser.team_pages import at, bring, found_out, help_open, telling
from tests.browser_fixtures import PHONE, NewContext

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID = "không truy được về người có mặt"


@pytest.fixture
def round_(committed: None) -> Round:
    """An open round of twelve people, of whom six have voted."""
    round_ = hall.open_round(lines=1, voters=12, members=3)
    hall.vote(round_, 6)
    return round_


def close(round_: Round) -> None:
    closing.end_issuing(round_id=round_.pk, actor=None)
    closing.close_round(round_id=round_.pk, actor=None)
    counting.count(round_id=round_.pk)


def mint(round_: Round, people: int, row: Callable[[Round], minting.Row] | None = None) -> list[str]:
    electors = round_.electors.filter(issued=None).order_by("sort_key")[:people]
    for elector in electors:
        minting.mint(round_, elector, row(round_) if row else None)
    return [elector.name for elector in electors]


def test_people_who_took_no_ballot_are_listed_before_opening(round_: Round, new_context: NewContext) -> None:
    (missing,) = mint(round_, 1)
    close(round_)
    device = hall.devices_of_team(round_)[0]
    page = bring(new_context(user=device.user, size=PHONE), device)
    at(page, "opening")
    expect(page.locator("[data-text=took-none]")).to_contain_text("7 người đã nhận phiếu; 5 người")
    page.locator(".took-none summary").click()
    people = page.locator("#took-none-list li:visible")
    expect(people).to_have_count(5)
    assert missing not in people.all_inner_texts()
    look(page, "committee-took-none")
    page.locator("#took-none-find").fill(people.first.inner_text().upper())
    expect(people).to_have_count(1)
    help_open(page)


def test_without_anybody_missing_the_page_asks_for_no_names(committed: None, new_context: NewContext) -> None:
    round_ = hall.open_round(lines=1, voters=6, members=1)
    hall.vote(round_)
    closing.close_round(round_id=round_.pk, actor=None)
    counting.count(round_id=round_.pk)
    (device,) = hall.devices_of_team(round_)
    page = bring(new_context(user=device.user, size=PHONE), device)
    expect(page.locator("[data-text=took-none]")).to_have_text(
        "Cả 6 người trong danh sách đều đã nhận phiếu."
    )
    expect(page.locator(".took-none")).to_contain_text("Nếu có người vắng mặt")
    expect(page.locator(".took-none details")).to_be_hidden()
    rules = page.locator(".tasks ~ .summary").evaluate("node => getComputedStyle(node).borderTopWidth")
    assert rules == "0px", "the list above ends with a rule already"
    look(page, "committee-all-took")


def test_minted_rows_are_detected_by_the_device_of_a_member(round_: Round, new_context: NewContext) -> None:
    mint(round_, 5, minting.random_row)
    with pytest.MonkeyPatch.context() as change:
        change.setattr("ballots.services.issue_checks._is_genuine", lambda *_row: True)  # the server lies
        close(round_)
    assert IssuedCheck.objects.get().bad == 0
    device = hall.devices_of_team(round_)[0]
    page = bring(new_context(user=device.user), device)
    at(page, "alarm")
    expect(page.locator("[data-text=alarm]")).to_contain_text(SAID)
    assert not PartialDecryption.objects.exists()


def test_box_that_stays_closed_says_why(round_: Round, new_context: NewContext) -> None:
    mint(round_, 5, minting.random_row)
    close(round_)
    device = hall.devices_of_team(round_)[0]
    page = bring(new_context(user=device.user, size=PHONE), device)
    at(page, "stopped")
    expect(page.locator("[data-text=stopped]")).to_contain_text("5 trong 11 phiếu")
    look(page, "committee-stopped")


def test_lies_about_the_ballots_issued_are_detected(round_: Round, new_context: NewContext) -> None:
    close(round_)
    device = hall.devices_of_team(round_)[0]
    found_out(new_context(user=device.user), device, [("issued", telling(lie), SAID) for lie in LIES])


def _other_proof(told: dict[str, Any]) -> None:
    told["issued"][0][2] = told["issued"][1][2]


LIES: list[Callable[[dict[str, Any]], object]] = [
    lambda told: told["issued"].pop(),
    lambda told: told["issued"].__setitem__(0, told["issued"][1]),
    lambda told: told["took_none"].pop(),
    lambda told: told.update(present=5),
    _other_proof,
]
