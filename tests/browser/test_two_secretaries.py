"""Two secretaries have one page open at once, each in a browser; what both typed is there in the end, or can be copied."""

import datetime

import pytest
from playwright.sync_api import Page, expect

from officials.models import User
from rounds.models import Round
from rounds.services import moves
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.roles import make_official, make_secretary, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def save(page: Page, part: str) -> None:
    page.locator(f"#{part} [name=_save]").click()


def test_neither_loses_work(open_page: OpenPage, secretary: User, draft_round: Round) -> None:
    unit, address = draft_round.unit, f"/admin/rounds/round/{draft_round.pk}/change/"
    added = make_official(unit, "Đỗ Văn Thêm")
    make_user("Lê Văn Đếm", "dem", unit=unit)
    one = open_page(address, user=secretary)
    other = open_page(address, user=make_secretary(unit, "Phạm Thị Hai"))
    one.locator("[name=place]").fill("Hội trường B")
    one.locator("[name=opens_at]").fill("01/03/2030 08:00")
    one.locator("[name=closes_at]").fill("01/03/2030 11:30")
    one.locator("[name=lines-3-official]").fill(f"số {added.pk}")
    save(one, "lines")
    one.wait_for_url("**saved=lines**")
    other.locator("[name=title]").fill("Hội nghị cán bộ chủ chốt năm 2030")
    other.locator("[name=lines-0-block]").fill("Lãnh đạo")
    other.locator("[name=committee-3-user]").fill("Lê Văn Đếm · dem")
    save(other, "committee")
    reads_what_the_other_did(other, secretary)
    save(other, "committee")
    other.wait_for_url("**saved=committee**")
    both_are_there(Round.objects.get(pk=draft_round.pk))


def reads_what_the_other_did(page: Page, other: User) -> None:
    said = page.locator(".error-summary")
    expect(said).to_be_focused()
    for text in (other.full_name, "Hội trường B", "Đỗ Văn Thêm", "01/03/2030"):
        expect(said).to_contain_text(text)
    expect(page.locator("[name=place]")).to_have_value("Hội trường B")
    expect(page.locator("[name=title]")).to_have_value("Hội nghị cán bộ chủ chốt năm 2030")
    expect(page.locator("[name=lines-0-block]")).to_have_value("Lãnh đạo")
    expect(page.locator("#lines legend").filter(has_text="Đỗ Văn Thêm")).to_have_count(1)
    expect(page.locator("#committee input[value^='Lê Văn Đếm']")).to_have_count(1)
    look(page, "admin-round-overtaken")


def both_are_there(round_: Round) -> None:
    assert (round_.title, round_.place) == ("Hội nghị cán bộ chủ chốt năm 2030", "Hội trường B")
    lines = [(line.official.full_name, line.block) for line in round_.lines.order_by("position")]
    assert (lines[0][1], lines[-1][0]) == ("Lãnh đạo", "Đỗ Văn Thêm")
    assert round_.committee.filter(user__username="dem").exists()


def test_one_official(open_page: OpenPage, secretary: User, draft_round: Round) -> None:
    unit = draft_round.unit
    official = make_official(unit, "Trần Hai Chức", posts=("Cục trưởng", "Bí thư"))
    address = f"/admin/officials/official/{official.pk}/change/"
    one = open_page(address, user=secretary)
    other = open_page(address, user=make_secretary(unit, "Phạm Thị Hai"))
    one.locator("[name=birth_date]").fill("02/09/1970")
    one.locator("[name=posts-1-DELETE]").check()
    one.locator("#official_form [name=_save]").click()
    one.wait_for_url("**/admin/officials/official/")
    other.locator("[name=staff_code]").fill("CB-7")
    other.locator("[name=posts-1-evidence]").fill("Quyết định 15/QĐ")
    other.locator("#official_form [name=_save]").click()
    reads_about_the_official(other, secretary)
    other.locator("#official_form [name=_save]").click()
    other.wait_for_url("**/admin/officials/official/")
    official.refresh_from_db()
    assert (official.staff_code, official.birth_date) == ("CB-7", datetime.date(1970, 9, 2))
    assert official.posts.get().title == "Cục trưởng"


def reads_about_the_official(page: Page, other: User) -> None:
    said = page.locator(".error-summary")
    expect(said).to_be_focused()
    for text in (other.full_name, "02/09/1970", "Bí thư"):
        expect(said).to_contain_text(text)
    expect(page.locator("[name=staff_code]")).to_have_value("CB-7")
    expect(page.locator("[name=birth_date]")).to_have_value("02/09/1970")
    expect(page.locator("[name=posts-1-evidence]")).to_have_value("")
    expect(page.locator("[name=left_over]")).to_contain_text("Quyết định 15/QĐ")
    look(page, "admin-official-overtaken")


def test_frozen_while_typing(open_page: OpenPage, secretary: User, draft_round: Round) -> None:
    address = f"/admin/rounds/round/{draft_round.pk}/change/"
    page = open_page(address, user=make_secretary(draft_round.unit, "Phạm Thị Hai"))
    page.locator("[name=title]").fill("Hội nghị cán bộ chủ chốt năm 2030")
    page.locator("[name=lines-0-block]").fill("Lãnh đạo")
    moves.freeze_round(round_id=draft_round.pk, actor=secretary, reason="Họp gấp")
    save(page, "lines")
    expect(page.locator(".error-summary")).to_contain_text(secretary.full_name)
    for text in ("Hội nghị cán bộ chủ chốt năm 2030", "Lãnh đạo"):
        expect(page.locator("main")).to_contain_text(text)
    look(page, "admin-not-saved")
    page.get_by_role("link", name="Mở trang hiện tại").click()
    expect(page.locator("main")).to_contain_text(draft_round.title)
