"""Read a roll from XLSX or CSV into rows; every refusal names the place in the file.

Size, compression, encoding, formulas and headers are checked. Cells are read as text.
Why not an import library: docs/decisions/11-own-roll-reader.md.
"""

import csv
import io
import unicodedata
import zipfile
from dataclasses import dataclass

import openpyxl
from django.utils.translation import gettext as _

from rounds.errors import RoundError

MAX_BYTES = 2 * 1024 * 1024
# Limits for the parts of an unpacked archive.
MAX_UNPACKED_BYTES = 8 * 1024 * 1024
MAX_PART_BYTES = 1024 * 1024
ROWS_AND_TEXTS = ("xl/worksheets/", "xl/sharedStrings.xml")
MAX_ROWS = 5000
MAX_COLUMNS = 50
COLUMNS = {
    "full_name": "Họ và tên",
    "login": "Thư điện tử hoặc tên đăng nhập",
    "capacity": "Chức vụ",
}
# Spellings of headers, without diacritics and spaces.
KNOWN = {
    "hovaten": "full_name",
    "hoten": "full_name",
    "hovatendem": "full_name",
    "ten": "full_name",
    "fullname": "full_name",
    "name": "full_name",
    "email": "login",
    "mail": "login",
    "thudientu": "login",
    "thudientuhoactendangnhap": "login",
    "diachiemail": "login",
    "tendangnhap": "login",
    "taikhoan": "login",
    "emailtendangnhap": "login",
    "emailhoactendangnhap": "login",
    "username": "login",
    "chucvu": "capacity",
    "chucdanh": "capacity",
    "chucdanhchucvu": "capacity",
    "tucach": "capacity",
    "capacity": "capacity",
    "position": "capacity",
}


class RollFileRefused(RoundError):
    """The file as a whole cannot be read."""


@dataclass(frozen=True)
class RollRow:
    """One person of the file; `number` is the row as a spreadsheet numbers it."""

    number: int
    full_name: str
    login: str
    capacity: str


def read_roll(name: str, content: bytes) -> list[RollRow]:
    """Return the rows of an uploaded file. Raises `RollFileRefused` with one sentence."""
    if not content:
        raise RollFileRefused(_("The file is empty."))
    if len(content) > MAX_BYTES:
        raise RollFileRefused(_("The file is larger than %(size)d MB.") % {"size": MAX_BYTES // 2**20})
    if name.lower().endswith(".xlsx"):
        table = _xlsx(content)
    elif name.lower().endswith(".csv"):
        table = _csv(content)
    else:
        raise RollFileRefused(_("Choose a file in XLSX or CSV format."))
    return _rows(table)


def _xlsx(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _require_modest(archive)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        return _sheet(book.worksheets[0])
    except RollFileRefused:
        raise
    except Exception as fault:  # the reader raises many kinds of errors for damaged files
        raise RollFileRefused(_("This is not a readable XLSX file. Save it again and try again.")) from fault


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


def _key(header: str) -> str:
    plain = unicodedata.normalize("NFD", header.casefold().replace("đ", "d"))
    return "".join(sign for sign in plain if sign.isalnum() and sign.isascii())


def _rows(table: list[list[str]]) -> list[RollRow]:
    start, places = _header(table)
    rows = []
    for number, cells in enumerate(table[start + 1 :], start=start + 2):
        if not any(cells):
            continue
        value = {field: cells[column] if column < len(cells) else "" for field, column in places.items()}
        rows.append(RollRow(number, value["full_name"], value["login"], value.get("capacity", "")))
    if not rows:
        raise RollFileRefused(_("The file has no person below the header."))
    if len(rows) > MAX_ROWS:
        raise RollFileRefused(_("The file has more than %(count)d rows.") % {"count": MAX_ROWS})
    return rows


def _header(table: list[list[str]]) -> tuple[int, dict[str, int]]:
    """Return the row of the header, which may stand below a title, and field → column."""
    for index, cells in enumerate(table[:10]):
        places: dict[str, int] = {}
        for column, cell in enumerate(cells):
            field = KNOWN.get(_key(cell))
            if field:
                places.setdefault(field, column)
        if {"full_name", "login"} <= places.keys():
            return index, places
    needed = ", ".join(f"“{COLUMNS[field]}”" for field in ("full_name", "login"))
    raise RollFileRefused(
        _("The header was not found. The first rows must have the columns %(columns)s.") % {"columns": needed}
    )
