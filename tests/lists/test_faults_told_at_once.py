"""What is wrong in a row is told at once: cells that cannot be read, and units and meetings that nobody knows."""

import pytest

from officials.models import User
from tests.lists.importing import Rows, faults, read, xlsx

pytestmark = pytest.mark.django_db
LISTS: dict[str, Rows] = {
    "officials": [
        ["Họ và tên", "Chức vụ", "Ngày sinh", "Đơn vị"],
        ["Lê An", "Phó phòng", "31/2/1975", "Ban lạ"],
    ],
    "groups": [["Họ và tên", "Nhóm", "Từ ngày", "Đơn vị"], ["Lê An", "Cấp ủy", "31/2/2025", "Ban lạ"]],
    "accounts": [["Họ và tên", "Số căn cước", "Thư điện tử", "Đơn vị"], ["Lê An", "12", "a@x.vn", "Ban lạ"]],
    "rolls": [
        ["Họ và tên", "Số căn cước", "Thư điện tử", "Hội nghị"],
        ["Lê An", "12", "a@x.vn", "Hội nghị lạ"],
    ],
}


@pytest.mark.parametrize("kind", LISTS)
def test_unknown_name_beside_a_cell_that_cannot_be_read(clerk: User, kind: str) -> None:
    wrong = [(row, column) for row, column, _sentence in faults(read(kind, xlsx(LISTS[kind]), clerk))]
    assert len(wrong) == 2
    assert wrong[-1] == (2, "round" if kind == "rolls" else "unit")
