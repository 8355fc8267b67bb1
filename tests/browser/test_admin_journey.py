"""A secretary takes a round from nothing to sealed, in the browser, without a manual."""

import re

import pytest
from playwright.sync_api import Page, expect

from officials.models import Unit, User
from rounds.models import Round
from tests.browser.conftest import OpenPage
from tests.roles import make_campaign, make_official, make_user, rule_set

pytestmark = pytest.mark.browser
ROLL = "Họ và tên;Email hoặc tên đăng nhập;Chức vụ\n" + "".join(
    f"Nguyễn Văn Số {number};so{number}@example.vn;Chuyên viên\n" for number in range(1, 8)
)


def fill_general(page: Page, unit: Unit) -> None:
    page.locator("[name=title]").fill("Hội nghị cán bộ chủ chốt")
    page.locator("[name=campaign]").select_option(label="Đợt 2026")
    page.locator("[name=unit]").select_option(str(unit.pk))
    page.locator("[name=rule_set]").select_option(index=1)
    page.locator("[name=place]").fill("Hội trường B")
    page.locator("[name=opens_at]").fill("2030-03-01T08:00")
    page.locator("[name=closes_at]").fill("2030-03-01T11:30")
    page.locator("[name=_save]").first.click()


def upload_roll(page: Page, round_: Round) -> None:
    page.goto(f"/admin/rounds/round/{round_.pk}/roll/")
    file = {"name": "roll.csv", "mimeType": "text/csv", "buffer": ROLL.encode()}
    page.locator("[name=file]").set_input_files(file)  # type: ignore[arg-type]
    page.locator("main button[type=submit]").click()
    assert page.get_by_text("Nguyễn Văn Số 7").count() == 1
    page.locator("main button[type=submit]").click()


def choose_team(page: Page, team: list[User]) -> None:
    for number, user in enumerate(team):
        page.locator(f"[name=committee-{number}-user]").fill(f"{user.full_name} · {user.username}")
        role = "member" if number else "head"
        page.locator(f"[name=committee-{number}-role]").select_option(role)
    page.locator("#committee [name=_save]").click()


def test_from_nothing_to_sealed(open_page: OpenPage, secretary: User, unit: Unit) -> None:
    rule_set()
    make_campaign(unit, name="Đợt 2026")
    make_official(unit, "Trần Thị An", posts=("Cục trưởng", "Bí thư Chi bộ"))
    make_official(unit, "Lê Văn Bình")
    team = [make_user() for _number in range(3)]
    page = open_page("/admin/rounds/round/add/", user=secretary)
    fill_general(page, unit)
    round_ = Round.objects.get(title="Hội nghị cán bộ chủ chốt")
    expect(page.locator("#check .missing li")).to_have_count(6)
    page.locator("[name=chair_name]").fill("Lê Chủ Trì")
    page.locator("[name=_propose]").click()
    expect(page.locator("#lines").get_by_text("Trần Thị An").first).to_be_visible()
    upload_roll(page, round_)
    choose_team(page, team)
    expect(page.locator("#check .missing li")).to_have_count(0)
    page.locator("[name=_seal]").click()
    expect(page).to_have_url(re.compile(f"/admin/rounds/round/{round_.pk}/seal/"))
    page.locator("main button[type=submit]").click()
    expect(page.locator(".badge[data-state=sealed]")).to_be_visible()
    round_.refresh_from_db()
    assert (round_.state, round_.electors.count(), round_.lines.count()) == ("sealed", 7, 2)
