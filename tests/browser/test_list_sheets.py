"""A clerk imports a workbook with the same list on two sheets: the page asks which of them are read."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lists.models import ListImport
from officials.models import Official, Unit, User
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.lists.importing import worked
from tests.roles import make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORKBOOK = Path(__file__).parents[1] / "data/lists/16-a-sheet-for-each-unit.xlsx"
READ = "Đọc các trang tính này"


def upload(page: Page) -> None:
    file = {"name": "Danh sách cán bộ.xlsx", "mimeType": "", "buffer": WORKBOOK.read_bytes()}
    page.get_by_label("Tệp danh sách").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Xem trước danh sách").click()
    page.wait_for_url("**/import/**")
    worked(ListImport.objects.get())
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_sheets_are_chosen(open_page: OpenPage, secretary: User, unit: Unit) -> None:
    make_unit("Phòng Kế hoạch", parent=unit, authority=unit)
    page = open_page("/lists/officials/", user=secretary)
    upload(page)
    look(page, "list-sheets")
    for name in ("Phòng A", "Phòng B"):
        page.get_by_role("checkbox", name=name).uncheck()
    page.get_by_role("button", name=READ).click()
    expect(page.get_by_role("alert")).to_contain_text("ít nhất một trang tính")
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    page.get_by_role("checkbox", name="Phòng A").check()
    page.get_by_role("button", name=READ).click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    worked(ListImport.objects.get())
    expect(page.locator("tbody")).to_contain_text("Nguyễn Văn An")
    expect(page.locator("main")).not_to_contain_text("Trần Thị Bình")
    look(page, "list-sheets-preview")
    page.get_by_role("button", name="Đồng ý nhập danh sách").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    worked(ListImport.objects.get())
    expect(page.get_by_text("Đã nhập danh sách.")).to_be_visible()
    assert list(Official.objects.values_list("full_name", flat=True)) == ["Nguyễn Văn An"]
