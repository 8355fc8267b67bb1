"""One round with 12 officials and 25 voters, from two lists and an approved plan: at most 15 clicks and 10 fields."""

import datetime
import subprocess
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from officials.models import Group, Official
from operations.health import record_beat_heartbeat, record_worker_heartbeat
from rounds.models import Round
from rounds.plan_selectors import meetings_of
from rounds.services import planning
from tests.browser.journey import agency_lists
from tests.browser.journey.agency_lists import DIVISIONS, LEADERS, Person
from tests.browser.journey.counted import CountedClerk
from tests.browser_fixtures import OpenPage
from tests.roles import make_plan, make_secretary, make_unit, rule_set

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
UNIT = "Cục Công Thương địa phương"
TITLES = (*LEADERS, *(f"Trưởng phòng {name}" for name in DIVISIONS))
PEOPLE = [Person(number, UNIT, title) for number, title in enumerate([*TITLES, *[""] * 13], start=1)]


@pytest.fixture
def clerk(committed: None, open_page: OpenPage) -> CountedClerk:
    """The secretary of a unit with an approved plan, on the home page."""
    rule_set()
    record_worker_heartbeat()
    record_beat_heartbeat()
    unit = make_unit(UNIT, authority=make_unit("Bộ Công Thương"))
    today = timezone.localdate()
    plan = make_plan(unit, starts_on=today.replace(day=1), ends_on=today + datetime.timedelta(days=300))
    [meeting] = meetings_of(plan)
    meeting.voted_on = [Group.Kind.LEADERSHIP, Group.Kind.HEADS_OF_UNITS]
    planning.save_meeting(meeting=meeting)
    planning.approve(plan=plan, number="12/KH-CCT", date=today, actor=None)
    return CountedClerk(open_page(user=make_secretary(unit, "Phạm Thư Ký")))


def take_over(clerk: CountedClerk, file: Path, name: str) -> None:
    """Choose a file, look at what it changes, and take it over."""
    clerk.give(file)
    clerk.go_on()
    clerk.wait(clerk.page.get_by_role("button", name="Đồng ý nhập danh sách"))
    clerk.see(f"{name}-preview")
    clerk.go_on()
    clerk.wait(clerk.page.get_by_text("Đã nhập danh sách."))
    clerk.see(f"{name}-written")


def create_the_round(clerk: CountedClerk) -> None:
    clerk.go_on()
    clerk.see("small-campaign")
    clerk.go_on()
    day = timezone.localdate() + datetime.timedelta(days=40)
    clerk.fill("Ngày họp", day.strftime("%d/%m/%Y"))
    clerk.fill("Địa điểm họp", "Hội trường A")
    clerk.see("small-create")
    clerk.go_on()
    clerk.see("small-proposals")
    clerk.go_on()
    clerk.wait(clerk.page.get_by_text("Đã lập", exact=True).first)
    clerk.see("small-created")


def announce_and_freeze(clerk: CountedClerk) -> None:
    for button, state in (("thông báo triệu tập", "announced"), ("chốt nội dung", "sealed")):
        clerk.see(f"small-before-{state}")
        clerk.button(f"Lưu và đến bước {button}")
        clerk.see(f"small-confirm-{state}")
        clerk.go_on()
        expect(clerk.page.locator(f".badge[data-state={state}]")).to_be_visible()


def test_fifteen_clicks_and_ten_fields(
    clerk: CountedClerk, worker: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    clerk.see("small-home")
    clerk.link("Cán bộ và chức danh, chức vụ")
    take_over(clerk, agency_lists.officials(tmp_path, PEOPLE[:12]), "small-officials")
    create_the_round(clerk)
    clerk.go_on()
    take_over(clerk, agency_lists.roll(tmp_path, PEOPLE), "small-roll")
    clerk.go_on()
    announce_and_freeze(clerk)
    round_ = Round.objects.get()
    assert (round_.state, round_.lines.count(), round_.electors.count()) == ("sealed", 12, 25)
    assert not set(round_.committee.values_list("user", flat=True)) & set(accounts_of_officials())
    print(f"\nOne round with 12 officials and 25 voters: {clerk}")
    assert clerk.clicks <= 15, str(clerk)
    assert clerk.fields <= 10, str(clerk)


def accounts_of_officials() -> list[int | None]:
    """Return the accounts of the officials: each got that of the roll with the same staff code."""
    found: list[int | None] = list(Official.objects.values_list("user", flat=True))
    assert None not in found
    return found
