"""A clerk goes from an empty installation to 20 announced rounds; each page leads to the next, and presses are counted."""

import datetime
import subprocess
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from officials.models import Official, User
from operations.health import record_beat_heartbeat, record_worker_heartbeat
from rounds.models import Round
from tests.browser.journey import agency_lists
from tests.browser.journey.agency_lists import Person
from tests.browser.journey.counted import CountedClerk
from tests.browser.journey.people import picture
from tests.browser_fixtures import OpenPage
from tests.roles import rule_set

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.longest,
    pytest.mark.django_db(transaction=True),
]
TOP = "Bộ Công Thương"
PLACES = (
    "Hà Nội",
    "Huế",
    "Đà Nẵng",
    "Cần Thơ",
    "Lào Cai",
    "Phú Thọ",
    "Nghệ An",
    "Gia Lai",
    "Cà Mau",
    "An Giang",
)
UNITS = [f"{kind} {place}" for kind in ("Cục Công nghiệp", "Cục Thương mại") for place in PLACES]
TITLES = ("Cục trưởng", "Phó Cục trưởng", "Phó Cục trưởng", "", "", "", "", "")
PEOPLE = [
    Person(place * len(TITLES) + number, unit, title)
    for place, unit in enumerate(UNITS)
    for number, title in enumerate(TITLES, start=1)
]
LEADERS = [one for one in PEOPLE if one.title]


@pytest.fixture
def clerk(committed: None, open_page: OpenPage) -> CountedClerk:
    """The first account of an empty installation, on the home page."""
    rule_set()
    record_worker_heartbeat()
    record_beat_heartbeat()
    keeper = User.objects.create_superuser("quantri", "quantri@example.vn", "x", full_name="Phạm Quản Trị")
    return CountedClerk(open_page(user=keeper))


def take_over(clerk: CountedClerk, file: Path, name: str) -> None:
    """Choose a file, look at what it changes, and take it over."""
    clerk.give(file)
    clerk.go_on()
    clerk.wait(clerk.page.get_by_role("button", name="Đồng ý nhập danh sách"))
    clerk.see(f"journey-{name}-preview")
    if name == "officials":
        picture(clerk.page, "list-preview")
    clerk.go_on()
    clerk.wait(clerk.page.get_by_text("Đã nhập danh sách."))
    clerk.see(f"journey-{name}-written")


def enter_units_and_people(clerk: CountedClerk, folder: Path) -> None:
    """Import units, accounts, officials and members of groups; give a role in between."""
    clerk.see("journey-home")
    picture(clerk.page, "home-empty")
    clerk.link("Nhập danh sách từ tệp")
    take_over(clerk, agency_lists.units(folder, TOP, UNITS), "units")
    clerk.go_on()
    take_over(clerk, agency_lists.accounts(folder, PEOPLE), "accounts")
    clerk.go_on()
    give_a_role(clerk)
    clerk.link("Nhập danh sách từ tệp")
    take_over(clerk, agency_lists.officials(folder, LEADERS), "officials")
    clerk.link("Nhập thành viên các nhóm, là người ghi phiếu không giữ chức vụ")
    others = [one for one in PEOPLE if not one.title]
    take_over(clerk, agency_lists.members(folder, "Cấp ủy", others), "groups")
    assert Official.objects.filter(user=None).count() == 0


def give_a_role(clerk: CountedClerk) -> None:
    clerk.see("journey-role")
    clerk.fill("Tài khoản", "canbo4@example.vn")
    clerk.fill("Đơn vị", TOP)
    clerk.choose("Vai trò", "leadership")
    clerk.go_on()
    clerk.see("journey-tasks")


def issue_the_plan(clerk: CountedClerk) -> None:
    clerk.go_on()
    clerk.see("journey-plan-new")
    today = timezone.localdate()
    clerk.fill("Đơn vị", TOP)
    clerk.fill("Ngày bắt đầu", today.strftime("%d/%m/%Y"))
    clerk.fill("Ngày kết thúc", (today + datetime.timedelta(days=300)).strftime("%d/%m/%Y"))
    clerk.go_on()
    clerk.see("journey-plan-texts")
    clerk.choose("Đơn vị tổ chức", "below")
    clerk.go_on()
    clerk.see("journey-plan")
    picture(clerk.page, "plan")
    clerk.go_on()
    clerk.fill("Số", "12/KH-BCT")
    clerk.fill("Ngày", today.strftime("%d/%m/%Y"))
    clerk.see("journey-plan-submitted")
    clerk.go_on()
    clerk.see("journey-plan-approved")


def create_the_rounds(clerk: CountedClerk) -> None:
    clerk.go_on()
    clerk.see("journey-campaign-new")
    clerk.go_on()
    day = timezone.localdate() + datetime.timedelta(days=40)
    clerk.fill("Ngày họp", day.strftime("%d/%m/%Y"))
    clerk.fill("Địa điểm họp", "Hội trường của đơn vị")
    clerk.go_on()
    clerk.see("journey-proposals")
    picture(clerk.page, "batch")
    clerk.go_on()
    clerk.wait(clerk.page.get_by_text("Đã lập", exact=True).first)
    clerk.see("journey-created")


def announce_all(clerk: CountedClerk) -> None:
    clerk.go_on()
    clerk.see("journey-announce")
    picture(clerk.page, "announce-several")
    clerk.button("Tất cả 20 hội nghị tìm được")
    expect(clerk.page.locator(".badge[data-state=announced]")).to_have_count(20)
    clerk.see("journey-campaign")
    picture(clerk.page, "campaign", "#rows")


def test_from_an_empty_installation_to_twenty_announced_rounds(
    clerk: CountedClerk, worker: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    enter_units_and_people(clerk, tmp_path)
    issue_the_plan(clerk)
    create_the_rounds(clerk)
    announce_all(clerk)
    rounds = Round.objects.all()
    assert {(round_.state, round_.lines.count(), round_.electors.count()) for round_ in rounds} == {
        ("announced", 3, 8)
    }
    assert {round_.committee.count() for round_ in rounds} == {3}
    print(f"\nFrom an empty installation to 20 announced rounds: {clerk}")
    assert clerk.clicks <= 30, str(clerk)
    assert clerk.fields <= 20, str(clerk)
