"""Read XLSX files. Rows are streamed; merged cells, which the streaming reader skips, are read from the file itself."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils import range_boundaries

from lists.errors import FileRefused
from lists.reading.tables import MAX_COLUMNS, MAX_ROWS, Area, Grid

# Limits for the parts of an unpacked archive.
MAX_UNPACKED_BYTES = 160 * 1024 * 1024
MAX_TEXTS_BYTES = 32 * 1024 * 1024
MAX_PART_BYTES = 8 * 1024 * 1024
SHEETS, TEXTS = "xl/worksheets/", "xl/sharedStrings.xml"
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
HIDDEN = rb'[^>]*?\bhidden="(?:1|true)"'
HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s(?=" + HIDDEN + rb')[^>]*?\br="(\d+)"')
HIDDEN_COLUMNS = re.compile(rb"<(?:\w+:)?col\s(?=" + HIDDEN + rb')(?=[^>]*?\bmin="(\d+)")[^>]*?\bmax="(\d+)"')
VALUE = re.compile(rb"[^<>]</(?:\w+:)?[vt]>")  # the end of one that is not empty
ROW = re.compile(rb'<row\s[^>]*?\br="(\d+)"')
SLICE = 1024 * 1024
OVERLAP = 200  # bytes, longer than an element of interest


@dataclass
class _Looked:
    """What the streaming reader does not tell of a sheet; rows and columns are 0-based."""

    areas: dict[bytes, Area] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    has_formulas: bool = False
    last: int = -1  # row that holds a value


def read(content: bytes) -> list[Grid]:
    """Return the sheets of a workbook, hidden ones too. Raises `FileRefused`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _require_workbook(archive)
            _require_modest(archive)
            return list(_tables(content, archive))
    except FileRefused:
        raise
    except Exception as fault:  # the reader raises many kinds of errors for damaged files
        raise FileRefused(_("This is not a readable XLSX file. Save it again and try again.")) from fault


def _require_workbook(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return
    if "word/document.xml" in names:
        raise FileRefused(_("This is a Word document. Copy its table into Excel and save it as XLSX."))
    if "content.xml" in names:
        raise FileRefused(_("This is an OpenDocument file (.ods). Save it as XLSX and try again."))
    raise FileRefused(_("Choose a file in XLSX or CSV format."))


def _require_modest(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that is too large once unpacked; pictures are not unpacked."""
    parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
    others = [part.file_size for part in parts if not part.filename.startswith((SHEETS, TEXTS))]
    texts = sum(part.file_size for part in parts if part.filename == TEXTS)
    if (
        sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES
        or texts > MAX_TEXTS_BYTES
        or max(others, default=0) > MAX_PART_BYTES
    ):
        raise FileRefused(_("The file unpacks to far more than a list holds; it was not opened."))


def _tables(content: bytes, archive: zipfile.ZipFile) -> Iterator[Grid]:
    paths = _paths(archive)
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas: Any = None
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # some programs write wrong ones
        looked = _look(archive, paths.get(sheet.title, ""))
        if looked.last >= MAX_ROWS:
            raise FileRefused(_("The file has more than %(count)d rows. Divide it.") % {"count": MAX_ROWS})
        table = Grid(
            sheet.title, _rows(sheet), [*looked.areas.values()], is_hidden=sheet.sheet_state != "visible"
        )
        table.hidden_rows, table.hidden_columns = looked.hidden_rows, looked.hidden_columns
        if looked.has_formulas:
            formulas = formulas or openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            table.unvalued = _unvalued(table, formulas[sheet.title])
        yield table


def _rows(sheet: Any) -> list[list[Any]]:
    rows = [
        list(_trimmed(values))
        for values in sheet.iter_rows(values_only=True, max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS)
    ]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _trimmed(values: tuple[Any, ...]) -> tuple[Any, ...]:
    end = len(values)
    while end and values[end - 1] in (None, ""):
        end -= 1
    return values[:end]


def _unvalued(table: Grid, sheet: Any) -> set[tuple[int, int]]:
    """Return the cells with a formula whose value was never computed, as some programs write them."""
    sheet.reset_dimensions()
    found = set()
    written = sheet.iter_rows(values_only=True, max_row=len(table.rows), max_col=MAX_COLUMNS)
    for row, values in enumerate(written):
        for column, value in enumerate(values):
            if isinstance(value, str) and value.startswith("=") and table.value(row, column) is None:
                found.add((row, column))
    return found


def _paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return name of a sheet → its part of the archive."""
    targets = {}
    for one in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):  # noqa: S314 - expat refuses bombs
        path = one.get("Target", "")
        targets[one.get("Id", "")] = path.lstrip("/") if path.startswith("/") else f"xl/{path}"
    found = {}
    for one in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314 - as above
        if one.tag.endswith("}sheet"):
            key = next((value for name, value in one.attrib.items() if name.endswith("}id")), "")
            found[one.get("name", "")] = targets.get(key, "")
    return found


def _look(archive: zipfile.ZipFile, path: str) -> _Looked:
    """Look through a sheet as it is written: merged cells, formulas, what is hidden, the last row with a value."""
    found, rest = _Looked(), b""
    with suppress(KeyError), archive.open(path) as part:
        while piece := part.read(SLICE):
            piece = rest + piece
            _note(found, piece)
            rest = piece[-OVERLAP:]
    return found


def _note(found: _Looked, piece: bytes) -> None:
    found.has_formulas = found.has_formulas or bool(FORMULA.search(piece))
    for ref in MERGED.findall(piece):
        found.areas[ref] = _area(ref.decode())
    found.hidden_rows |= {int(row) - 1 for row in HIDDEN_ROW.findall(piece)}
    for first, last in HIDDEN_COLUMNS.findall(piece):
        found.hidden_columns |= {*range(int(first) - 1, min(int(last), MAX_COLUMNS))}
    valued = max((value.start() for value in VALUE.finditer(piece)), default=-1)
    if row := ROW.match(piece, max(piece.rfind(b"<row ", 0, valued + 1), 0)):
        found.last = max(found.last, int(row[1]) - 1)


def _area(ref: str) -> Area:
    left, top, right, bottom = range_boundaries(ref)
    return Area(top - 1, left - 1, bottom - 1, right - 1)
