"""Read a roll from XLSX or CSV into rows; every refusal names the place in the file.

Size, compression, encoding, formulas and headers are checked. Cells are read as text.
Why not an import library: docs/decisions/11-own-roll-reader.md.
"""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import openpyxl
from django.utils.translation import gettext as _

from officials.staff_codes import staff_code_in
from rounds.rollheader import (
    COLUMNS,
    Header,
    RollFileRefused,
    find_header,
    first_text,
    no_heading,
    unnamed_beside_name,
)

__all__ = ["COLUMNS", "MAX_BYTES", "MAX_ROWS", "RollFileRefused", "RollRow", "read_roll"]

MAX_BYTES = 2 * 1024 * 1024
# Limits for the parts of an unpacked archive.
MAX_UNPACKED_BYTES = 8 * 1024 * 1024
MAX_PART_BYTES = 1024 * 1024
ROWS_AND_TEXTS = ("xl/worksheets/", "xl/sharedStrings.xml")
MAX_ROWS = 5000
FIELDS = ("login", "capacity", "staff_code", "identity")
MAX_COLUMNS = 50
# Row and column (0-based) of a heading → the columns over which it is merged.
Merged = Callable[[int, int], range]


@dataclass(frozen=True)
class RollRow:
    """One person of the file; `number` is the row as a spreadsheet numbers it.

    `staff_code` has the stored spelling; `identity` is the fact that login cards ask, or the number that ends with it.
    """

    number: int
    full_name: str
    login: str
    capacity: str
    staff_code: str = ""
    identity: str = ""


def read_roll(name: str, content: bytes) -> list[RollRow]:
    """Return the rows of an uploaded file. Raises `RollFileRefused` with one sentence."""
    if not content:
        raise RollFileRefused(_("The file is empty."))
    if len(content) > MAX_BYTES:
        raise RollFileRefused(_("The file is larger than %(size)d MB.") % {"size": MAX_BYTES // 2**20})
    if name.lower().endswith(".xlsx"):
        return _rows(_xlsx(content), partial(_merged_columns, content))
    if name.lower().endswith(".csv"):
        return _rows(_csv(content), lambda _row, _column: range(0))
    raise RollFileRefused(_("Choose a file in XLSX or CSV format."))


def _xlsx(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _require_modest(archive)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        return _sheet(book.worksheets[0])
    except RollFileRefused:
        raise
    except Exception as fault:  # the reader raises many kinds of errors for damaged files
        raise _not_readable() from fault


def _not_readable() -> RollFileRefused:
    return RollFileRefused(_("This is not a readable XLSX file. Save it again and try again."))


def _merged_columns(content: bytes, row: int, column: int) -> range:
    """Return the columns (0-based) over which a cell is merged.

    Reads the book again, because the reader of rows skips merged cells; `_require_modest` limits its size.
    """
    try:
        areas = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].merged_cells.ranges
    except Exception as fault:  # as above
        raise _not_readable() from fault
    for area in areas:
        if (area.min_row, area.min_col) == (row + 1, column + 1):
            return range(area.min_col - 1, area.max_col)
    return range(0)


def _require_modest(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that is too large once unpacked; pictures are not unpacked."""
    parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
    others = [part.file_size for part in parts if not part.filename.startswith(ROWS_AND_TEXTS)]
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES or max(others, default=0) > MAX_PART_BYTES:
        raise RollFileRefused(_("The file unpacks to far more than a roll holds; it was not opened."))


def _sheet(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[list[str]]:
    table = []
    for cells in sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS):
        for cell in cells:
            if getattr(cell, "data_type", "") == "f":
                raise _formula(f"{cell.coordinate}")
        table.append([_text(cell.value) for cell in cells])
    return table


def _csv(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    if "\0" in text:
        raise RollFileRefused(_("This is not a text file in CSV format."))
    top = "".join(text.splitlines(keepends=True)[:10])
    delimiter = max(";,\t", key=top.count)
    try:
        # tablib refuses rows of unequal length, such as a title above the header.
        table = [
            [_text(value) for value in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)
        ]
    except csv.Error as fault:
        raise RollFileRefused(_("This is not a text file in CSV format.")) from fault
    for number, row in enumerate(table, start=1):
        for column, value in enumerate(row):
            if value.startswith(("=", "+", "@")):
                raise _formula(f"{chr(65 + column % 26)}{number}")
    return table


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise RollFileRefused(
            _("The letters of the file cannot be read. Save it as “CSV UTF-8” or as XLSX.")
        ) from fault


def _formula(place: str) -> RollFileRefused:
    return RollFileRefused(
        _("Cell %(place)s contains a formula. Paste values instead of formulas.") % {"place": place}
    )


def _text(value: object) -> str:
    text = "" if value is None else str(value)
    printable = "".join(" " if unicodedata.category(sign) in ("Cc", "Cf") else sign for sign in text)
    return " ".join(unicodedata.normalize("NFC", printable).split())


def _rows(table: list[list[str]], merged: Merged) -> list[RollRow]:
    header = find_header(table)
    if beside := unnamed_beside_name(header, table):
        header = replace(header, merged=_joined(header, table, beside, merged))
    rows = []
    for index, cells in enumerate(table[header.row + 1 :], start=header.row + 1):
        if any(cells):
            name = header.name(cells, index)
            login, capacity, code, identity = (header.value(cells, field) for field in FIELDS)
            rows.append(RollRow(index + 1, name, login, capacity, staff_code_in(code), identity))
    if not rows:
        raise RollFileRefused(_("The file has no person below the header."))
    if len(rows) > MAX_ROWS:
        raise RollFileRefused(_("The file has more than %(count)d rows.") % {"count": MAX_ROWS})
    return rows


def _joined(
    header: Header, table: list[list[str]], beside: tuple[int, ...], merged: Merged
) -> tuple[int, ...]:
    """Return the columns over which the heading of the names is merged; refuse any other text there."""
    covered = merged(header.row, header.places["full_name"])
    for column in beside:
        if column not in covered:
            raise no_heading(*first_text(header, table, column))
    return beside
