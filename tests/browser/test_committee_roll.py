"""A member's device compares the roll with the frozen configuration, and shows what it compared."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ballots.models import CeremonyMessage
from rounds.models import Elector, Round
from rounds.services import configuring, moves
from tests.ballots.hall import devices_of_team
from tests.ballots.team import TeamDevice
from tests.browser.team_pages import at, bring, found_out, telling
from tests.browser_fixtures import PHONE, NewContext
from tests.roles import make_draft_round, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Shoot = Callable[[Page, str], None]
SAID = "không phải danh sách đã chốt"


@pytest.fixture
def device(committed: None) -> TeamDevice:
    """The only member of a round with 121 voters."""
    draft = make_draft_round(lines=1, voters=120, members=1)
    person = make_user("Đặng Thị Ước")
    configuring.add_electors(round_id=draft.pk, electors=[(person, "Trưởng phòng Đào tạo")])
    moves.freeze_round(round_id=draft.pk, actor=None)
    return devices_of_team(Round.objects.get(pk=draft.pk))[0]


def test_roll_is_shown_in_pages_and_searched(
    device: TeamDevice, new_context: NewContext, shoot: Shoot
) -> None:
    page = bring(new_context(user=device.user, size=PHONE), device)
    at(page, "code")
    page.locator(".team-roll summary").click()
    rows = page.locator("[data-list=roll] tr")
    expect(rows).to_have_count(50)
    page.locator("[data-rolls=after]").click()
    page.locator("[data-rolls=after]").click()
    expect(page.locator("[data-text=roll-shown]")).to_have_text("101 đến 121 trong 121 người")
    page.locator("#roll-search").fill("uoc dao tao")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Đặng Thị Ước")
    shoot(page, "team-roll")


def another_name(told: dict[str, Any]) -> None:
    told["list"] = told["list"].replace("Đặng Thị Ước", "Đặng Thị Khác")


def one_more(told: dict[str, Any]) -> None:
    rows = json.loads(told["list"])
    told["list"] = json.dumps([*rows, {"capacity": "", "name": "Người Thêm"}])


def another_salt(told: dict[str, Any]) -> None:
    told["salt"] = "00" * 32


def test_another_roll_than_frozen_raises_the_alarm(device: TeamDevice, new_context: NewContext) -> None:
    lies = [("roll", telling(change), SAID) for change in (another_name, one_more, another_salt)]
    found_out(new_context(user=device.user), device, lies)
    assert not CeremonyMessage.objects.exists()


def test_names_are_those_of_freezing(device: TeamDevice, new_context: NewContext) -> None:
    elector = Elector.objects.get(name="Đặng Thị Ước")
    elector.user.full_name = "Đặng Thị Khác"
    elector.user.save()
    page = bring(new_context(user=device.user), device)
    at(page, "code")
    page.locator(".team-roll summary").click()
    page.locator("#roll-search").fill("dang thi")
    expect(page.locator("[data-list=roll]")).to_contain_text("Đặng Thị Ước")
    expect(page.locator("[data-list=roll]")).not_to_contain_text("Khác")
