"""Tables as files: what people typed is never calculated, letters and dates survive."""

import csv
import datetime
import io

import openpyxl
import pytest

from common.sheets import SheetForm, comma_separated, shown_text, written, xlsx

SIGNS = ["=1+1", "+84912", "-5 điểm", "@SUM(A1)", "\t=1", "＝1"]


def sheet(content: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("text", SIGNS)
def test_no_text_is_a_formula_in_a_workbook(text: str) -> None:
    cell = sheet(xlsx(["Họ tên"], [[text]]))["A2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


@pytest.mark.parametrize("text", SIGNS)
def test_no_text_is_a_formula_in_csv(text: str) -> None:
    cell = lines(comma_separated(["Họ tên"], [[text]]))[1][0]
    assert cell == f"'{text}"
    assert shown_text(cell) == text


def test_an_apostrophe_that_people_typed_stays() -> None:
    assert shown_text("'Ốc'") == "'Ốc'"


@pytest.mark.parametrize("form", SheetForm)
def test_headings_are_made_harmless_too(form: SheetForm) -> None:
    content = written(form, ["=A1"], [])
    heading = sheet(content)["A1"].value if form is SheetForm.XLSX else lines(content)[0][0].removeprefix("'")
    assert heading == "=A1"


def test_a_workbook_keeps_types() -> None:
    day, moment = datetime.date(1971, 2, 28), datetime.datetime(2027, 3, 1, 7, 30, tzinfo=datetime.UTC)
    row = sheet(xlsx(["a", "b", "c", "d"], [[day, moment, 12, "0912"]]))[2]
    assert [cell.value for cell in row] == [
        datetime.datetime(1971, 2, 28),  # noqa: DTZ001 - spreadsheets know no zones
        datetime.datetime(2027, 3, 1, 14, 30),  # noqa: DTZ001 - in Vietnam
        12,
        "0912",
    ]
    assert [cell.number_format for cell in row[:2]] == ["dd/mm/yyyy", "dd/mm/yyyy hh:mm"]


def test_csv_writes_dates_as_people_do() -> None:
    day, moment = datetime.date(1971, 2, 28), datetime.datetime(2027, 3, 1, 7, 30, tzinfo=datetime.UTC)
    assert lines(comma_separated(["a", "b", "c"], [[day, moment, None]]))[1] == [
        "28/02/1971",
        "01/03/2027 14:30",
        "",
    ]


def test_signs_that_a_workbook_cannot_hold_become_spaces() -> None:
    assert sheet(xlsx(["a"], [["một\x0bhai"]]))["A2"].value == "một hai"


def test_the_title_of_a_sheet_is_one_that_excel_accepts() -> None:
    content = xlsx(["a"], [], title="Cán bộ: danh sách [1/2] của toàn bộ cơ quan năm 2027")
    assert sheet(content).title == "Cán bộ  danh sách  1 2  của toà"
