"""Names in several columns of a roll file are joined or refused, never cut."""

import io

import openpyxl
import pytest

from rounds.errors import RoundError
from rounds.rollfile import read_roll

Rows = list[list[str]]
HOA = ["1", "Nguyễn Văn", "Hòa", "hoa@example.vn"]
LAN = ["2", "Trần Thị Ngọc", "Lan", "lan@example.vn"]
WHOLE = ["Nguyễn Văn Hòa", "Trần Thị Ngọc Lan"]


def xlsx(rows: Rows, *merged: str) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_(rows: Rows) -> bytes:
    return "\r\n".join(";".join(row) for row in rows).encode()


def names(name: str, content: bytes) -> list[str]:
    return [row.full_name for row in read_roll(name, content)]


@pytest.mark.parametrize(
    "header",
    [
        ["TT", "Họ và tên đệm", "Tên", "Email"],
        ["TT", "Họ đệm", "Tên", "Thư điện tử"],
        ["TT", "HỌ, TÊN ĐỆM", "TÊN", "E-mail"],
        ["No.", "Last name", "First name", "E-mail"],
    ],
)
def test_two_columns_are_joined(header: list[str]) -> None:
    rows = [header, HOA, LAN]
    assert names("a.xlsx", xlsx(rows)) == names("a.csv", csv_(rows)) == WHOLE


def test_three_columns_are_joined_in_the_order_of_a_name() -> None:
    rows = [["Tên", "Email", "Họ", "Tên đệm"], ["Hòa", "hoa@example.vn", "Nguyễn", "Văn"]]
    assert names("a.csv", csv_(rows)) == ["Nguyễn Văn Hòa"]


def test_heading_merged_over_two_columns_is_understood() -> None:
    rows = [["Danh sách", "", "", ""], ["TT", "Họ và tên", "", "Email"], HOA, LAN]
    assert names("a.xlsx", xlsx(rows, "A1:D1", "B2:C2")) == WHOLE


def test_heading_with_a_second_row_for_the_parts_is_understood() -> None:
    rows = [["TT", "Họ và tên", "", "Email"], ["", "Họ và tên đệm", "Tên", ""], HOA, LAN]
    merged = xlsx(rows, "A1:A2", "B1:C1", "D1:D2")
    assert names("a.xlsx", merged) == names("a.csv", csv_(rows)) == WHOLE


def test_column_that_repeats_the_given_name_changes_nothing() -> None:
    rows = [["Họ và tên", "Tên", "Email"], ["Nguyễn Văn Hòa", "Hòa", "hoa@example.vn"]]
    assert names("a.csv", csv_(rows)) == ["Nguyễn Văn Hòa"]


def test_text_beside_the_names_without_a_heading_is_refused_with_its_cell(english: None) -> None:
    rows = [["TT", "Họ và tên", "", "Email"], HOA]
    for name, content in (("a.xlsx", xlsx(rows)), ("a.csv", csv_(rows))):
        with pytest.raises(RoundError, match="Cell C2 holds “Hòa” in a column without a heading"):
            read_roll(name, content)


def test_empty_column_without_a_heading_is_ignored() -> None:
    rows = [["Họ và tên", "", "Email"], ["Nguyễn Văn Hòa", "", "hoa@example.vn"]]
    assert names("a.csv", csv_(rows)) == ["Nguyễn Văn Hòa"]


REFUSED: list[tuple[Rows, str]] = [
    ([["Họ và tên", "Tên", "Email"], ["Nguyễn Văn", "Hòa", "h@x.vn"]], "Cell B2 holds “Hòa”, but the name"),
    ([["Họ và tên đệm", "Email"], ["Nguyễn Văn", "h@x.vn"]], "Cell A1 is headed “Họ và tên đệm”"),
    ([["Họ lót tên", "Tên", "Email"], ["Nguyễn Văn", "Hòa", "h@x.vn"]], "Cell B2 holds one word only"),
    ([["Họ đệm", "Tên", "Email"], ["Nguyễn Văn", "", "h@x.vn"]], "Cell B2 is empty"),
    ([["Họ và tên", "Họ tên", "Email"], ["Nguyễn", "Hòa", "h@x.vn"]], "Cells A1 and B1 have the same"),
]


@pytest.mark.parametrize(("rows", "sentence"), REFUSED)
def test_names_that_could_be_cut_are_refused_with_their_cell(
    rows: Rows, sentence: str, english: None
) -> None:
    for name, content in (("a.xlsx", xlsx(rows)), ("a.csv", csv_(rows))):
        with pytest.raises(RoundError, match=sentence):
            read_roll(name, content)
