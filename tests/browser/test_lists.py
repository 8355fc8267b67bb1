"""Lists in a browser: rows are ticked, changed together, and the filter is there again; units are typed."""

import pytest
from playwright.sync_api import Page, expect

from officials.models import Unit, User
from secretariat.listing.services import save_filter
from secretariat.models import Work
from secretariat.work import carrying
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.roles import make_official, make_unit

pytestmark = pytest.mark.browser


def test_many_units_are_changed_from_the_list(open_page: OpenPage, secretary: User, unit: Unit) -> None:
    for number in range(30):
        make_unit(f"Phòng Quản lý công nghiệp số {number:02}", parent=unit)
    save_filter(user=secretary, place="officials.unit", name="Các phòng", query="q=phong")
    page = open_page("/admin/officials/unit/?q=phong", user=secretary)
    look(page, "admin-many-list")
    page.locator("[data-tick-page]").check()
    expect(page.locator("[name=row]:checked")).to_have_count(25)
    page.locator("[name=everything]").check()
    page.locator("[name=act][value=edit]").click()
    page.locator("[name=place]").fill("Huế")
    expect(page.locator("[name=change_place]")).to_be_checked()
    look(page, "admin-many-form")
    page.locator("[name=change_parent]").check()
    page.locator("[name=parent]").fill("Phòng Quản lý công nghiệp số 00")
    page.locator("[name=reason]").fill("Sắp xếp lại tổ chức")
    page.locator("main button[type=submit]").click()
    leave_to_a_worker(page)
    look(page, "admin-many-preview")
    page.locator("[name=confirmed]").click()
    leave_to_a_worker(page)
    look(page, "admin-many-outcome")
    page.locator("main .actions a").click()
    page.wait_for_url("**/unit/?q=phong")
    assert Unit.objects.filter(parent__name="Phòng Quản lý công nghiệp số 00", place="Huế").count() == 29


def leave_to_a_worker(page: Page) -> None:
    """Do what a worker does for the page that waits; the page goes on by itself."""
    page.wait_for_url("**/work/**")
    carrying.carry_out(work_id=Work.objects.order_by("-asked_at")[0].pk)
    page.wait_for_url("**/chosen/**")


def test_a_filter_is_saved_and_opened_again(open_page: OpenPage, secretary: User, unit: Unit) -> None:
    make_official(unit, "Nguyễn Văn Hòa")
    page = open_page("/admin/officials/official/?q=hoa", user=secretary)
    page.locator(".list__save > summary").click()
    page.locator("#filter-name").fill("Người tên Hòa")
    page.locator(".list__save form button").click()
    saved = page.get_by_role("link", name="Người tên Hòa")
    expect(saved).to_be_visible()
    page.goto("/admin/officials/official/")
    saved.click()
    page.wait_for_url("**/?q=hoa")


def test_a_list_is_saved_as_a_file(open_page: OpenPage, secretary: User, unit: Unit) -> None:
    make_official(unit, "Nguyễn Văn Hòa")
    page = open_page("/admin/officials/official/", user=secretary)
    with page.expect_download() as waiting:
        page.locator(".list__export button").first.click()
    assert waiting.value.suggested_filename.startswith("can-bo_")


def test_units_are_suggested_where_there_are_many(open_page: OpenPage, secretary: User, unit: Unit) -> None:
    for number in range(30):
        make_unit(f"Phòng số {number:02}", parent=unit)
    page = open_page("/admin/officials/unit/add/", user=secretary)
    page.locator("[name=parent]").press_sequentially("phong so 07")
    expect(page.locator("#units option")).to_have_count(1)
    look(page, "admin-unit-typed")
