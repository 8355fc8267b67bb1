"""A deputy acts until a day; a secretary sees the roles of the unit and answers the yearly review."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from approvals.models import ApprovalRequest
from officials import services
from officials.models import Unit, UnitRole, User
from rounds.models import Round
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.roles import make_secretary, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = datetime.timedelta(days=1)


def make_deputy(page: Page, deputy: User, principal: User) -> None:
    """Give the role in the administration, until tomorrow."""
    tomorrow = timezone.localdate() + DAY
    page.locator("[name=user]").fill(deputy.username)
    page.locator("[name=deputy_for]").fill(principal.username)
    page.locator("[name=ends_on]").fill(f"{tomorrow:%d/%m/%Y}")
    page.locator("[name=role]").select_option("secretariat")
    page.locator("[name=_save]").click()
    page.wait_for_url("**/admin/officials/unitrole/")


def test_time_of_a_deputy_ends(open_page: OpenPage, unit: Unit, secretary: User, draft_round: Round) -> None:
    deputy = make_user("Hà Thay Mặt", "thaymat", unit=unit)
    make_deputy(open_page("/admin/officials/unitrole/add/", user=secretary), deputy, secretary)
    second = make_secretary(unit, "Đoàn Thị Duyệt")
    page = open_page(f"/desk/{draft_round.pk}/confirm/freeze", user=deputy)
    page.locator("[name=reason]").fill("Họp gấp")
    page.locator("main form button").click()
    expect(page.locator("main")).to_contain_text("Đang chờ người duyệt")
    past = timezone.localdate() - DAY
    UnitRole.objects.filter(user=deputy).update(starts_on=past, ends_on=past)
    page.reload()
    expect(page.locator("main")).not_to_contain_text(draft_round.title)
    request = ApprovalRequest.objects.get(act="round.freeze")
    page = open_page(f"/approvals/{request.pk}/", user=second)
    page.get_by_role("button", name="Đồng ý duyệt").click()
    expect(page.locator("main")).to_contain_text("không còn quyền")
    look(page, "approval-of-an-ended-deputy")
    assert Round.objects.get(pk=draft_round.pk).is_draft


def test_yearly_review(open_page: OpenPage, unit: Unit, secretary: User) -> None:
    old = make_user("Lê Lâu Năm", unit=unit)
    began = timezone.localdate() - 400 * DAY
    UnitRole.objects.create(user=old, unit=unit, role="secretariat", starts_on=began)
    services.mark_reviews()
    page = open_page("/", user=secretary)
    page.locator("a[href='/rights/']").click()
    look(page, "rights")
    page.locator(f"a[href='/rights/{unit.pk}/']").click()
    look(page, "rights-of-unit")
    page.get_by_role("button", name="Còn cần").click()
    expect(page.locator("main")).to_contain_text("Vai trò được giữ tiếp một năm")
