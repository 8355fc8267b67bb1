"""A clerk reads in the preview which unit each official was given by a title, and what was left out or hidden."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from lists.models import ListImport
from officials.models import Unit, User
from tests.browser.gallery import look
from tests.browser_fixtures import OpenPage
from tests.lists.importing import worked
from tests.roles import make_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LISTS = Path(__file__).parents[1] / "data/lists"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("31-units-over-their-people.xlsx", "bỏ qua 3 dòng"),
        ("33-hidden-and-protected.xlsx", "Các dòng ẩn cũng được đọc: 3"),
    ],
)
def test_preview_tells_what_is_not_a_row(
    open_page: OpenPage, secretary: User, unit: Unit, name: str, told: str
) -> None:
    for part in ("Phòng Kế hoạch", "Văn phòng Cục"):
        make_unit(part, parent=unit, authority=unit)
    page = open_page("/lists/officials/", user=secretary)
    file = {"name": "Danh sách.xlsx", "mimeType": "", "buffer": (LISTS / name).read_bytes()}
    page.get_by_label("Tệp danh sách").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Xem trước danh sách").click()
    page.wait_for_url("**/import/**")
    worked(ListImport.objects.get())
    page.get_by_text("Tệp được đọc như thế nào").click()
    expect(page.locator("main")).to_contain_text(told)
    look(page, f"list-{name[:2]}")
