"""A clerk imports a list: names a column, answers a question, confirms, undoes."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lists.models import ListImport
from officials.models import Official, Unit, User
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.lists.importing import worked, xlsx

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADER = ["STT", "Họ và tên", "Mã cán bộ", "Chức vụ", "Đơn vị", "Ngày bổ nhiệm"]


def choose(page: Page, folder: Path, lines: list[list[str]]) -> None:
    """Upload a list of officials and let it be read."""
    file = folder / "Danh sách cán bộ.xlsx"
    file.write_bytes(xlsx(lines))
    page.get_by_label("Tệp danh sách").set_input_files(file)
    page.get_by_role("button", name="Xem trước danh sách").click()
    page.wait_for_url("**/import/**")
    worked(ListImport.objects.get())
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_from_a_file_to_the_list_and_back(
    open_page: OpenPage, secretary: User, unit: Unit, tmp_path: Path
) -> None:
    Official.objects.create(full_name="Trần Thị Bình")
    page = open_page("/lists/", user=secretary)
    look(page, "lists")
    page.locator("a[href='/lists/officials/']").click()
    look(page, "list-upload")
    lines = [HEADER, ["1", "ÔNG NGUYỄN VĂN AN", "CB-1", "TRƯỞNG PHÒNG", unit.name, "1/3/2022"]]
    lines += [
        ["2", "Trần Thị Bình", "", "Phó Trưởng phòng", unit.name, "45000"],
        ["", "Tổng cộng: 2", "", "", "", ""],
    ]
    choose(page, tmp_path, lines)
    look(page, "list-preview")
    page.get_by_label("Đây là ai hoặc đơn vị nào?").select_option(index=1)
    page.get_by_role("button", name="Lưu các lựa chọn").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    look(page, "list-at-work")
    worked(ListImport.objects.get())
    page.get_by_label("Lý do").fill("Công văn số 5")
    page.get_by_role("button", name="Đồng ý nhập danh sách").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    worked(ListImport.objects.get())
    expect(page.get_by_text("Đã nhập danh sách.")).to_be_visible()
    assert Official.objects.get(staff_code="CB-1").full_name == "Nguyễn Văn An"
    page.get_by_text("Hoàn tác lần nhập này").click()
    look(page, "list-written")
    page.get_by_label("Lý do hoàn tác").fill("Nhầm tệp")
    page.get_by_role("button", name="Hoàn tác cả lần nhập").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    worked(ListImport.objects.get())
    expect(page.get_by_text("Đã hoàn tác lần nhập; mọi dữ liệu như trước khi nhập.")).to_be_visible()
    assert Official.objects.count() == 1


def test_columns_that_are_not_recognised_are_named_once(
    open_page: OpenPage, secretary: User, unit: Unit, tmp_path: Path
) -> None:
    page = open_page("/lists/officials/", user=secretary)
    header = ["STT", "Tên cán bộ, đảng viên", "Mã cán bộ", "Nhiệm vụ được giao", "Đơn vị"]
    lines = [["DANH SÁCH"], header, ["1", "Nguyễn Văn An", "CB-1", "Trưởng phòng", unit.name]]
    choose(page, tmp_path, lines)
    look(page, "list-columns")
    page.get_by_label("Dòng chứa tên cột").fill("2")
    page.get_by_label("Cột B").select_option("Họ và tên")
    page.get_by_label("Cột D").select_option("Chức danh, chức vụ")
    page.get_by_role("button", name="Đọc danh sách theo cách này").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    worked(ListImport.objects.get())
    expect(page.get_by_role("button", name="Đồng ý nhập danh sách")).to_be_visible()
    ListImport.objects.all().delete()
    page.goto(f"{page.url.partition('/lists/')[0]}/lists/officials/")
    choose(page, tmp_path, lines)
    expect(page.get_by_role("button", name="Đồng ý nhập danh sách")).to_be_visible()
