"""Pages about people: places, accounts of many officials, merging, moving."""

import pytest
from django.urls import reverse
from django.utils import timezone

from officials.models import Post, Unit, User
from rounds.models import Plan, Round
from rounds.services import moves
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.results.factories import certify
from tests.roles import (
    make_campaign,
    make_draft_round,
    make_official,
    make_secretary,
    make_unit,
    make_user,
    make_users,
    rule_set,
)

pytestmark = pytest.mark.browser


def test_pages_of_an_official(open_page: OpenPage, secretary: User, unit: Unit, authority: Unit) -> None:
    official = make_official(unit, "Nguyễn Thị Thanh Hương", posts=("Phó Cục trưởng", "Phó Bí thư Đảng ủy"))
    make_user("Nguyễn Thị Thanh Hương", unit=unit)
    make_official(unit, "Công Tằng Tôn Nữ Hoàng Anh")
    for name in ("Đảng ủy Bộ Công Thương", "Viện Nghiên cứu Chiến lược, Chính sách Công Thương"):
        Post.objects.create(official=official, unit=make_unit(name, authority=authority), title="Ủy viên")
    page = open_page("/admin/officials/official/accounts/", user=secretary)
    look(page, "admin-official-accounts")
    alone = make_official(unit, "Lê Văn Một", posts=("Trưởng phòng Tổng hợp",))
    for act in ("account", "move", "merge"):
        page.goto(f"/admin/officials/official/{alone.pk}/{act}/")
        look(page, f"admin-official-{act}")
    page.goto(f"/admin/officials/official/{official.pk}/change/")
    look(page, "admin-official-elsewhere")
    page.goto("/places/")
    look(page, "places")
    make_campaign(authority)
    page = open_page(
        reverse("secretariat:places_of_official", args=[official.pk]), user=make_secretary(authority)
    )
    look(page, "places-of-official")


def test_exempt_officials_of_a_plan(open_page: OpenPage, secretary: User, unit: Unit) -> None:
    today = timezone.localdate()
    make_official(
        unit,
        "Công Tằng Tôn Nữ Hoàng Anh",
        retirement_notice_on=today.replace(month=1, day=5),
        evidence="Thông báo số 5/TB-BCT ngày 05/01/2026",
    )
    make_official(unit, "Vũ Mới", appointed_on=today.replace(month=1, day=2))
    plan = Plan.objects.create(
        unit=unit,
        rule_set=rule_set(),
        starts_on=today.replace(month=1, day=1),
        ends_on=today.replace(month=12, day=31),
    )
    page = open_page(f"/plans/{plan.pk}/exempt/", user=secretary)
    look(page, "plan-exempt")


def test_roll_from_groups(open_page: OpenPage, secretary: User, draft_round: Round) -> None:
    unit = draft_round.unit
    for number, title in enumerate(("Cục trưởng", "Phó Cục trưởng", "Phó Cục trưởng")):
        account = make_user(f"Công Tằng Tôn Nữ Hoàng {number}", unit=unit) if number else None
        make_official(
            unit,
            f"Công Tằng Tôn Nữ Hoàng {number}",
            user=account,
            posts=(title, "Ủy viên Ban Thường vụ Đảng ủy"),
        )
    page = open_page(f"/admin/rounds/round/{draft_round.pk}/groups/", user=secretary)
    page.locator("main input[name=group]").first.check()
    page.locator("main form[method=get] button").click()
    page.locator("input[name=person]").first.wait_for()
    look(page, "admin-roll-groups")


def test_blocks_of_posts(open_page: OpenPage, unit: Unit, voter: User, secretary: User) -> None:
    round_ = make_draft_round(unit, voters=[voter, *make_users(5)], lines=3)
    round_.lines.filter(position=1).update(block="Cấp trưởng")
    round_.lines.exclude(position=1).update(block="Cấp phó và tương đương")
    page = open_page(f"/admin/rounds/round/{round_.pk}/change/", user=secretary)
    look(page, "admin-round-blocks")
    page.goto(f"/admin/rounds/round/{round_.pk}/freeze/")
    look(page, "admin-round-authorities")
    frozen = moves.freeze_round(round_id=round_.pk, actor=None)
    page = open_page(f"/vote/{frozen.pk}/", user=voter)
    look(page, "vote-blocks")
    certified = certify(frozen)
    page = open_page(f"/results/{certified.pk}/", user=secretary)
    look(page, "result-blocks")
