"""Write lists as XLSX and CSV so that they are read back unchanged, and no text becomes a formula."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from common import sheets, workbooks
from common.sheets import SheetForm
from lists import cleaning
from lists.columns import Column
from lists.kinds import ListKind
from lists.reading.tables import Grid, place
from lists.services.finding import INSTRUCTIONS

WRONG = PatternFill("solid", fgColor="FFF2B8B5")
TITLE = "Danh sách"
ERRORS = "Lỗi cần sửa"


def list_of(kind: ListKind, rows: Iterable[Mapping[str, str]], form: str = "xlsx") -> bytes:
    """Return rows of a kind as a file that can be imported again; `form` is xlsx or csv."""
    headings = [column.heading for column in kind.columns if not column.is_secret]
    values = ([_value(column, row) for column in kind.columns if not column.is_secret] for row in rows)
    if form == SheetForm.CSV:
        return sheets.comma_separated(headings, values, delimiter=";")  # as Excel opens it here
    return sheets.xlsx(headings, values, title=TITLE)


def _value(column: Column, row: Mapping[str, str]) -> Any:
    text = row.get(column.name, "")
    return datetime.date.fromisoformat(text) if text and column.read is cleaning.day else text


def template(kind: ListKind) -> bytes:
    """Return the template of a kind: headings, an example, and a sheet that says how each column is written."""
    columns, book = kind.in_template, Workbook(write_only=True)
    examples = [[one.example for one in columns]]
    workbooks.add_sheet(book, [one.heading for one in columns], examples, title=TITLE)
    told = [[one.heading, _("required") if one.is_required else "", str(one.hint)] for one in columns]
    headings = [_("Column"), _("Required"), _("How it is written")]
    workbooks.add_sheet(book, headings, told, title=INSTRUCTIONS)
    return workbooks.saved(book)


def with_errors(
    tables: Iterable[Grid],
    faults: Mapping[tuple[str, int], list[tuple[int, str]]],
    headers: Mapping[str, int],
) -> bytes:
    """Return the file with its errors: wrong cells are coloured, and a last column says what is wrong.

    Titles and headings stay merged as they were; below them a cell merged over several rows has its value in each, so
    that each row can be corrected.

    `faults` has column (0-based, -1 for none) and sentence by sheet and row; `headers` the row (0-based) of the
    header by sheet.
    """
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.name or TITLE)
        last, header = table.width, headers[table.name]
        for area in _merged(table, header):
            sheet.merged_cells.add(area)
        for number in range(len(table.rows)):
            wrong = faults.get((table.name, number + 1), [])
            values = table.filled(number) if number > header else table.rows[number]
            sheet.append(_marked(sheet, values, wrong, last, is_header=number == header))
    return workbooks.saved(book)


def _merged(table: Grid, header: int) -> Iterator[str]:
    """Yield the merged cells that stay, such as `A1:D1`, without the column of the errors."""
    for area in table.areas:
        right = min(area.right, table.width - 1)
        stays = area.bottom <= header or area.top == area.bottom
        if stays and (area.left, area.top) != (right, area.bottom) and area.left <= right:
            yield f"{place(area.top, area.left)}:{place(area.bottom, right)}"


def _marked(
    sheet: Any, values: Sequence[Any], wrong: Sequence[tuple[int, str]], last: int, *, is_header: bool
) -> Any:
    cells = [_cell(sheet, values[column] if column < len(values) else None) for column in range(last)]
    for column, sentence in wrong:
        if 0 <= column < last:
            cells[column].fill = WRONG
            cells[column].comment = Comment(sentence, _("import"))
    said = ERRORS if is_header else "; ".join(sentence for _column, sentence in wrong)
    cells.append(_cell(sheet, said))
    if wrong:
        cells[-1].fill = WRONG
    return cells


def _cell(sheet: Any, value: Any) -> Any:
    """Return a cell as the file had it."""
    if isinstance(value, str):
        return workbooks.text_cell(sheet, value)
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, datetime.date):
        cell.number_format = workbooks.DAY
    return cell
