"""Workbooks (XLSX) in which no cell is calculated; apart from `common.sheets`, because openpyxl is slow to import."""

import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.encoding import force_str
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from common.sheets import FORMULA_SIGNS, Row, as_text, local

LONGEST_CELL = 32_767  # signs, a limit of the format
LONGEST_TITLE = 31
NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
WIDEST, NARROWEST, MEASURED = 60, 8, 200  # columns in signs, by the first rows
DAY, MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"


def of_one_sheet(headings: Sequence[str], rows: Iterable[Row], *, title: str = "") -> bytes:
    """Return the table as a workbook of one sheet, the headings fixed at its top."""
    book = Workbook(write_only=True)
    add_sheet(book, headings, rows, title=title)
    return saved(book)


def add_sheet(book: Workbook, headings: Sequence[str], rows: Iterable[Row], *, title: str) -> None:
    """Add the table to a workbook that is only written."""
    sheet = book.create_sheet(title.translate(NOT_IN_TITLES).strip()[:LONGEST_TITLE] or None)
    waiting = iter(rows)
    first = list(itertools.islice(waiting, MEASURED))
    for number, width in enumerate(_widths([headings, *first]), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, text) for text in headings])
    for row in itertools.chain(first, waiting):
        sheet.append([_cell(sheet, value) for value in row])


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _heading(sheet: Any, text: str) -> WriteOnlyCell:
    cell = _cell(sheet, force_str(text))
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any) -> WriteOnlyCell:
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, local(value))
        cell.number_format = MOMENT
    elif isinstance(value, date):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = DAY
    elif value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        cell = WriteOnlyCell(sheet, value)
    else:
        cell = text_cell(sheet, force_str(value))
    return cell


def text_cell(sheet: Any, text: str) -> WriteOnlyCell:
    """Return a cell that stays text, whatever it begins with."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", text)[:LONGEST_CELL])
    cell.data_type = "s"  # otherwise "=…" is a formula, "#N/A" an error
    if text.startswith(FORMULA_SIGNS):
        cell.quotePrefix = True  # it stays text when somebody edits the cell
    return cell


def _widths(rows: Sequence[Row]) -> Iterator[int]:
    for column in itertools.zip_longest(*rows):
        longest = max(len(as_text(value)) for value in column)
        yield min(max(longest + 2, NARROWEST), WIDEST)
