"""Published results as files with the columns `row, high, medium, low`, read strictly.

Optional columns `pct_high, pct_medium, pct_low` hold the percentages as published.
"""

import _csv
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from ballots.protocol.ballot import MAX_LINES
from results.outcomes import format_percentage

LEVELS = ("high", "medium", "low")
COLUMNS = ("row", *LEVELS)
SHARES = {f"pct_{level}": level for level in LEVELS}
MOST_BALLOTS = 10_000  # more would take hours; no such meeting exists


class BadFileError(ValueError):
    """The file cannot be replayed; `line` counts from 1, 0 means the whole file."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        where = _("%(file)s, line %(line)d") % {"file": path, "line": line} if line else str(path)
        super().__init__(f"{where}: {reason}")
        self.line = line


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One official of the file; `line` is the line of its row.

    `shares` holds level → percentage as documents print it, for those that were published.
    """

    line: int
    row: str
    high: int
    medium: int
    low: int
    shares: Mapping[str, str]

    @property
    def marks(self) -> int:
        """Number of ballots with a mark on this row."""
        return self.high + self.medium + self.low


def read_published(path: Path, *, returned: int | None = None) -> list[PublishedRow]:
    """Return the rows in order. Raises `BadFileError` for the first error.

    With `returned`, a row may not have more marks than that.
    """
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        rows = list(_rows(path, reader))
    except csv.Error as error:
        reason = _("this is not well-formed CSV (%(error)s).") % {"error": error}
        raise BadFileError(path, reader.line_num, reason) from error
    if not rows:
        raise BadFileError(path, 0, _("the file has no rows."))
    if len(rows) > MAX_LINES:
        raise BadFileError(path, rows[MAX_LINES].line, _("a ballot has at most %d lines.") % MAX_LINES)
    _require_room(path, rows, returned)
    return rows


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadFileError(path, 0, _("cannot be read: %s.") % error.strerror) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFileError(path, line, _("the text is not UTF-8.")) from error
    if "\0" in text:
        raise BadFileError(path, text.count("\n", 0, text.index("\0")) + 1, _("the text is not UTF-8."))
    return text


def _rows(path: Path, reader: "_csv.Reader") -> Iterator[PublishedRow]:
    cells = _header(path, next(reader, None))
    seen: dict[str, int] = {}
    for values in reader:
        if not any(value.strip() for value in values):
            continue
        line = reader.line_num
        if len(values) != len(cells):
            reason = _("%(found)d cells where the header has %(expected)d.")
            numbers = {"found": len(values), "expected": len(cells)}
            raise BadFileError(path, line, reason % numbers)
        known = [cell for cell in (*COLUMNS, *SHARES) if cell in cells]
        row = _row(path, line, {cell: values[cells.index(cell)].strip() for cell in known})
        if row.row in seen:
            reason = _("the row “%(row)s” is already in line %(first)d.")
            raise BadFileError(path, line, reason % {"row": row.row, "first": seen[row.row]})
        seen[row.row] = line
        yield row


def _header(path: Path, header: Sequence[str] | None) -> list[str]:
    if header is None:
        raise BadFileError(path, 0, _("the file is empty."))
    cells = [cell.strip().lower() for cell in header]
    missing = [column for column in COLUMNS if column not in cells]
    if missing:
        reason = _("these columns are missing: %s.") % ", ".join(missing)
        raise BadFileError(path, 1, reason)
    twice = [column for column in COLUMNS if cells.count(column) > 1]
    if twice:
        raise BadFileError(path, 1, _("these columns occur twice: %s.") % ", ".join(twice))
    return cells


def _row(path: Path, line: int, cells: dict[str, str]) -> PublishedRow:
    if not cells["row"]:
        raise BadFileError(path, line, _("the row has no name in the column “row”."))
    high, medium, low = (_number(path, line, column, cells[column]) for column in LEVELS)
    shares = {level: share for column, level in SHARES.items() if (share := _share(cells.get(column, "")))}
    return PublishedRow(line, cells["row"], high, medium, low, shares)


def _number(path: Path, line: int, column: str, text: str) -> int:
    names = {"column": column, "text": text}
    if text[:1] == "-" and text[1:].isdecimal():
        raise BadFileError(path, line, _("the column “%(column)s” is negative: %(text)s.") % names)
    if not (text.isascii() and text.isdecimal()):
        reason = _("the column “%(column)s” is not a whole number: “%(text)s”.")
        raise BadFileError(path, line, reason % names)
    if len(text) > len(str(MOST_BALLOTS)) or int(text) > MOST_BALLOTS:
        reason = _("the column “%(column)s” is above %(most)d.") % {**names, "most": MOST_BALLOTS}
        raise BadFileError(path, line, reason)
    return int(text)


def _share(text: str) -> str:
    """Return the percentage as documents print it ("" if it is none); newspapers drop a final zero."""
    if not re.fullmatch(r"[0-9]{1,3}([.,][0-9]{1,2})?%?", text):
        return ""
    return format_percentage(Decimal(text.removesuffix("%").replace(",", ".")))


def _require_room(path: Path, rows: list[PublishedRow], returned: int | None) -> None:
    for row in rows:
        if row.marks > (MOST_BALLOTS if returned is None else returned):
            reason = _("%(marks)d marks, but only %(ballots)d ballots were returned.")
            numbers = {"marks": row.marks, "ballots": MOST_BALLOTS if returned is None else returned}
            raise BadFileError(path, row.line, reason % numbers)
    if returned is None and not any(row.marks for row in rows):
        raise BadFileError(path, 0, _("no row has a mark, so the number of ballots is unknown."))
