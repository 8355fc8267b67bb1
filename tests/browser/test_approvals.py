"""One secretary asks, another looks at what changes on the own login and answers."""

import pytest
from playwright.sync_api import expect

from officials.models import Unit, User
from rounds.models import Round
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.roles import make_draft_round, make_secretary, make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def ask(open_page: OpenPage, secretary: User, round_: Round) -> str:
    """Ask to freeze at the desk; return the address of the request."""
    page = open_page(f"/desk/{round_.pk}/confirm/freeze", user=secretary)
    look(page, "desk-confirm-two")
    page.locator("textarea[name=reason]").fill("Họp đột xuất")
    page.locator("main form button").click()
    expect(page.locator("main")).to_contain_text("Đang chờ người duyệt")
    look(page, "desk-waits-for-second")
    return page.locator("a[href^='/approvals/']").first.get_attribute("href") or ""


def test_second_person_refuses_then_accepts(
    open_page: OpenPage, unit: Unit, secretary: User, draft_round: Round
) -> None:
    second = make_secretary(unit, "Đoàn Thị Duyệt")
    address = ask(open_page, secretary, draft_round)
    page = open_page("/", user=second)
    page.locator("a[href='/approvals/']").click()
    look(page, "approvals")
    page.locator(f"a[href='{address}']").first.click()
    look(page, "approval")
    page.locator("textarea[name=answer]").fill("Danh sách còn thiếu một người")
    page.get_by_role("button", name="Không duyệt").click()
    expect(page.locator("main")).to_contain_text("chưa có gì thay đổi")
    assert Round.objects.get(pk=draft_round.pk).is_draft
    page = open_page(ask(open_page, secretary, draft_round), user=second)
    page.get_by_role("button", name="Đồng ý duyệt").click()
    expect(page.locator("main")).to_contain_text("đã được thực hiện")
    assert not Round.objects.get(pk=draft_round.pk).is_draft


def test_requester_is_refused(open_page: OpenPage, unit: Unit, secretary: User, draft_round: Round) -> None:
    make_secretary(unit)
    address = ask(open_page, secretary, draft_round)
    page = open_page(address, user=secretary)
    look(page, "approval-own")
    expect(page.get_by_role("button", name="Đồng ý duyệt")).to_have_count(0)
    page.get_by_role("button", name="Rút").click()
    expect(page.locator("main")).to_contain_text("Đã rút đề nghị")
    assert Round.objects.get(pk=draft_round.pk).is_draft


def test_drafts_are_frozen_together(open_page: OpenPage, unit: Unit, secretary: User) -> None:
    for _number in range(2):
        make_draft_round(make_unit(parent=unit, authority=unit))
    page = open_page("/approvals/freeze/", user=secretary)
    look(page, "freeze-several")
    for box in page.locator("input[name=rounds]").all():
        box.check()
    page.locator("textarea[name=reason]").fill("Họp đột xuất")
    page.get_by_role("button", name="Chốt nội dung các hội nghị đã chọn").click()
    expect(page.locator("main")).to_contain_text("Đã chốt nội dung 2 hội nghị")
