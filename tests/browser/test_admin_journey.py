"""A secretary creates, announces and freezes a round by keyboard only."""

import re

import pytest
from playwright.sync_api import Page, expect

from lists.models import ListImport
from officials.models import Unit, User
from rounds.models import Round
from tests.browser_fixtures import OpenPage
from tests.lists.importing import worked
from tests.roles import make_campaign, make_official, make_users, rule_set

pytestmark = pytest.mark.browser
ROLL = "Họ và tên;Thư điện tử hoặc tên đăng nhập;Chức vụ\n" + "".join(
    f"Nguyễn Văn Số {number};so{number}@example.vn;Chuyên viên\n" for number in range(1, 8)
)


def reach(page: Page, selector: str) -> None:
    """Go from field to field until the focus is on `selector`; it is seen there."""
    wanted = page.locator(selector).first.element_handle()
    for _tab in range(150):
        if page.evaluate("wanted => document.activeElement === wanted", wanted):
            break
        page.keyboard.press("Tab")
    expect(page.locator(selector).first).to_be_focused()
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) != "none", f"nobody sees that {selector} has the focus"


def press(page: Page, selector: str) -> None:
    reach(page, selector)
    page.keyboard.press("Enter")


def write(page: Page, selector: str, text: str) -> None:
    reach(page, selector)
    page.keyboard.insert_text(text)


def fill_general(page: Page) -> None:
    # Campaign, unit and rules are chosen already: there is one of each, or one was used last.
    write(page, "[name=title]", "Hội nghị cán bộ chủ chốt")
    write(page, "[name=place]", "Hội trường B")
    write(page, "[name=opens_at]", "1/3/2030 8:00")
    write(page, "[name=closes_at]", "1/3/2030 11:30")
    expect(page.locator(".field__echo").nth(1)).to_have_text("lúc 08:00 Thứ Sáu, 1 tháng 3, 2030")
    press(page, "[name=_save]")
    page.wait_for_url("**/change/")


def upload_roll(page: Page, round_: Round) -> None:
    press(page, "[name=_roll]")
    page.wait_for_url(f"**/lists/rolls/?target={round_.pk}")
    file = {"name": "roll.csv", "mimeType": "text/csv", "buffer": ROLL.encode()}
    page.locator("[name=file]").set_input_files(file)  # type: ignore[arg-type]
    press(page, "main button[type=submit]")
    page.wait_for_url("**/lists/import/**")
    worked(ListImport.objects.get())
    expect(page.locator("tbody").get_by_text("Nguyễn Văn Số 7")).to_have_count(1)
    press(page, "main button[type=submit]")
    expect(page.get_by_role("progressbar")).to_be_visible()
    worked(ListImport.objects.get())
    expect(page.get_by_text("Đã nhập danh sách.")).to_be_visible()
    press(page, "main a.button")
    page.wait_for_url(f"**/{round_.pk}/change/#electors")


def choose_team(page: Page, team: list[User]) -> None:
    for number, user in enumerate(team):
        write(page, f"[name=committee-{number}-user]", f"{user.full_name} · {user.username}")
    press(page, "#committee [name=_save]")


def test_from_nothing_to_frozen(open_page: OpenPage, secretary: User, unit: Unit) -> None:
    rule_set()
    make_campaign(unit, name="Đợt 2026")
    make_official(unit, "Trần Thị An", posts=("Cục trưởng", "Bí thư Chi bộ"))
    make_official(unit, "Lê Văn Bình")
    team = make_users(3)
    User.objects.filter(pk__in=[user.pk for user in team]).update(unit=unit)
    page = open_page("/admin/rounds/round/add/", user=secretary)
    fill_general(page)
    round_ = Round.objects.get(title="Hội nghị cán bộ chủ chốt")
    expect(page.locator("#check .missing li")).to_have_count(4)
    write(page, "[name=chair_name]", "Lê Chủ Trì")
    write(page, "[name=chair_title]", "Cục trưởng")
    press(page, "[name=_propose]")
    expect(page.locator("#lines").get_by_text("Trần Thị An").first).to_be_visible()
    upload_roll(page, round_)
    choose_team(page, team)
    expect(page.locator("#check .missing li")).to_have_count(0)
    press(page, "[name=_announce]")
    expect(page).to_have_url(re.compile(f"/admin/rounds/round/{round_.pk}/announce/"))
    press(page, "main button[type=submit]")
    expect(page.locator(".badge[data-state=announced]")).to_be_visible()
    press(page, "[name=_seal]")
    expect(page).to_have_url(re.compile(f"/admin/rounds/round/{round_.pk}/freeze/"))
    press(page, "main button[type=submit]")
    expect(page.locator(".badge[data-state=sealed]")).to_be_visible()
    round_.refresh_from_db()
    assert (round_.state, round_.electors.count(), round_.lines.count()) == ("sealed", 7, 2)
