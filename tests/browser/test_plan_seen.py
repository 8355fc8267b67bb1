"""A clerk makes a plan, has it approved, amends it, and looks at the units under it."""

import pytest
from playwright.sync_api import Page, expect

from officials.models import User
from rounds.models import Plan, Round
from tests.browser.axe import wait_for_arrival
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.roles import approved_plan, make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    wait_for_arrival(page)


def test_a_plan_from_its_first_page_to_its_approval(
    open_page: OpenPage, secretary: User, draft_round: Round
) -> None:
    page = open_page("/admin/rounds/plan/add/", user=secretary)
    page.get_by_label("Bắt đầu").fill("1/1/2027")
    page.get_by_label("Kết thúc").fill("31/12/2027")
    press(page, "Lưu")
    look(page, "plan-texts")
    press(page, "Lưu")
    look(page, "plan-prepared")
    press(page, "Trình phê duyệt")
    look(page, "plan-submitted")
    page.get_by_label("Số").first.fill("5/KH-CTĐP")
    page.get_by_label("Ngày", exact=True).fill("05/01/2026")
    press(page, "Ghi nhận phê duyệt")
    expect(page.get_by_text("bản này có hiệu lực")).to_be_visible()
    look(page, "plan-new")


def test_an_amendment_and_the_units(open_page: OpenPage, secretary: User, frozen_round: Round) -> None:
    plan = frozen_round.campaign.plan
    assert plan
    below = make_unit("Chi cục Làng nghề phía Bắc", parent=frozen_round.unit)
    approved_plan(below, "3/KH-CC", superior=plan)
    make_unit("Chi cục Dệt may", parent=frozen_round.unit)
    page = open_page(f"/plans/{plan.pk}/", user=secretary)
    look(page, "plan-approved")
    page.get_by_text("Sửa đổi kế hoạch").first.click()
    page.get_by_label("Lý do").first.fill("Đổi thời gian tổ chức hội nghị")
    press(page, "Sửa đổi kế hoạch")
    page.get_by_label("Tiến độ thực hiện").fill("Tháng 10: lấy phiếu tại các đơn vị.")
    press(page, "Lưu")
    look(page, "plan-amended")
    page.get_by_role("link", name="có kế hoạch riêng").click()
    look(page, "plan-units")
    Plan.objects.get(pk=plan.pk)
