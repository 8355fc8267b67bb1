"""Tables written as XLSX and CSV, in which no cell is calculated by the spreadsheet that opens them.

Text that people typed can begin with a sign that makes a spreadsheet calculate it (CWE-1236). In XLSX such text is
stored as text; a CSV file knows no types, so there it begins with an apostrophe, which `shown_text` takes away.
"""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import openpyxl
from django.utils import timezone
from django.utils.encoding import force_str
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767  # signs, a limit of the format
LONGEST_TITLE = 31
NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
WIDEST, NARROWEST, MEASURED = 60, 8, 200  # columns in signs, by the first rows
DAY, MOMENT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"

Row = Sequence[Any]


class SheetForm(StrEnum):
    """A form in which a table is written."""

    XLSX = "xlsx"
    CSV = "csv"

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self]


CONTENT_TYPES = {
    SheetForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    SheetForm.CSV: "text/csv; charset=utf-8",
}


def written(form: SheetForm, headings: Sequence[str], rows: Iterable[Row], *, title: str = "") -> bytes:
    """Return a table as a file; cells are texts, numbers, dates, yes or no, or None."""
    return xlsx(headings, rows, title=title) if form is SheetForm.XLSX else comma_separated(headings, rows)


def xlsx(headings: Sequence[str], rows: Iterable[Row], *, title: str = "") -> bytes:
    """Return the table as a workbook of one sheet, the headings fixed at its top."""
    book = openpyxl.Workbook(write_only=True)
    add_sheet(book, headings, rows, title=title)
    return saved(book)


def add_sheet(book: openpyxl.Workbook, headings: Sequence[str], rows: Iterable[Row], *, title: str) -> None:
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


def saved(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def comma_separated(headings: Sequence[str], rows: Iterable[Row], *, delimiter: str = ",") -> bytes:
    """Return the table as CSV in UTF-8, with the mark by which spreadsheets recognise the letters."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow([_harmless(force_str(heading)) for heading in headings])
    writer.writerows([_harmless(_as_text(value)) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def shown_text(text: str) -> str:
    """Return the text of a CSV cell without the apostrophe that `comma_separated` put before a sign."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_SIGNS) else text


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _heading(sheet: Any, text: str) -> WriteOnlyCell:
    cell = _cell(sheet, force_str(text))
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any) -> WriteOnlyCell:
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, _local(value))
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


def _as_text(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{_local(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else force_str(value)


def _local(moment: datetime) -> datetime:
    """Return the moment in the time zone of the product; spreadsheets know no zones."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def _widths(rows: Sequence[Row]) -> Iterator[int]:
    for column in itertools.zip_longest(*rows):
        longest = max(len(_as_text(value)) for value in column)
        yield min(max(longest + 2, NARROWEST), WIDEST)
