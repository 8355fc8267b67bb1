"""Tables written as XLSX and CSV, in which no cell is calculated by the spreadsheet that opens them.

Text that people typed can begin with a sign that makes a spreadsheet calculate it (CWE-1236). In XLSX such text is
stored as text; a CSV file knows no types, so there it begins with an apostrophe, which `shown_text` takes away.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils import timezone
from django.utils.encoding import force_str

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")

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
    from common import workbooks  # noqa: PLC0415 - imports openpyxl

    return workbooks.of_one_sheet(headings, rows, title=title)


def comma_separated(headings: Sequence[str], rows: Iterable[Row], *, delimiter: str = ",") -> bytes:
    """Return the table as CSV in UTF-8, with the mark by which spreadsheets recognise the letters."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow([_harmless(force_str(heading)) for heading in headings])
    writer.writerows([_harmless(as_text(value)) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def shown_text(text: str) -> str:
    """Return the text of a CSV cell without the apostrophe that `comma_separated` put before a sign."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_SIGNS) else text


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def as_text(value: Any) -> str:
    """Return the text of a cell in a form without types."""
    if isinstance(value, datetime):
        return f"{local(value):%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else force_str(value)


def local(moment: datetime) -> datetime:
    """Return the moment in the time zone of the product; spreadsheets know no zones."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment
