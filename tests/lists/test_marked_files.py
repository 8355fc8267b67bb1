"""The file of an import with its errors keeps titles and headings merged, so that it is read again as it was."""

from lists.reading.files import read_tables
from lists.reading.tables import Area, Grid
from lists.writing_files import ERRORS, with_errors
from tests.lists.importing import xlsx

ROWS: list[list[str | int]] = [
    ["DANH SÁCH CÁN BỘ"],
    ["TT", "Họ và tên", "Công tác"],
    ["", "", "Chức vụ", "Đơn vị"],
    ["Phòng A"],
    [1, "Nguyễn Văn An", "Trưởng phòng", "Phòng A"],
    [2, "Trần Thị Bình", "Phó Trưởng phòng"],
]
HEADINGS = ("A2:A3", "B2:B3", "C2:D2")


def marked(*merged: str) -> Grid:
    """Return the file with an error in D5, read again; its header ends in the third row."""
    tables = read_tables("a.xlsx", xlsx(ROWS, *merged))
    content = with_errors(tables, {("Danh sách", 5): [(3, "Không có đơn vị này")]}, {"Danh sách": 2})
    [table] = read_tables("loi.xlsx", content)
    return table


def test_titles_and_headings_stay_merged() -> None:
    table = marked("A1:D1", *HEADINGS, "A4:D4")
    assert {*table.areas} == {
        Area(0, 0, 0, 3),
        Area(1, 0, 2, 0),
        Area(1, 1, 2, 1),
        Area(1, 2, 1, 3),
        Area(3, 0, 3, 3),
    }
    assert table.texts(2) == ["", "", "Chức vụ", "Đơn vị", ERRORS]


def test_a_cell_merged_over_people_has_its_value_in_each_row() -> None:
    table = marked(*HEADINGS, "D5:D6")
    assert Area(4, 3, 5, 3) not in table.areas
    assert [table.value(row, 3) for row in (4, 5)] == ["Phòng A", "Phòng A"]


def test_a_title_wider_than_the_table_leaves_the_errors_free() -> None:
    table = marked("A1:H1", *HEADINGS)
    assert Area(0, 0, 0, 3) in table.areas
    assert table.value(4, 4) == "Không có đơn vị này"
