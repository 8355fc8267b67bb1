"""Find in the tables of a file what a kind of list needs, or state what the clerk has to say first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lists.columns import FULL_NAME, spellings
from lists.errors import FileRefused
from lists.kinds import ListKind
from lists.planned import PlannedRow
from lists.reading.headers import ListHeader, find_header, likely_header, told_header
from lists.reading.rows import take
from lists.reading.tables import Grid, letter_of
from lists.selectors import remembered

SAMPLE = 12  # rows shown where the clerk names the columns
WIDEST = 40  # characters of a cell there
MOST_SHEETS = 5
HIDDEN_SHOWN = 20
INSTRUCTIONS = "Hướng dẫn"  # the second sheet of our templates


@dataclass
class SheetRead:
    """A sheet that was read: its header row, its columns with their headings, and those not used."""

    name: str
    row: int
    columns: list[tuple[str, str, str]]  # letter, heading, name of the column
    unused: list[str]
    places: dict[str, str] = field(default_factory=dict)  # name → letter, for the cells of faults
    hidden_rows: list[int] = field(
        default_factory=list
    )  # that were read although nobody sees them in the sheet
    hidden_columns: list[str] = field(default_factory=list)


@dataclass
class ReadList:
    """The rows of a file, and how it was read."""

    rows: list[PlannedRow] = field(default_factory=list)
    sheets: list[SheetRead] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    unread: list[str] = field(default_factory=list)  # names of sheets that were not read
    left_out: list[tuple[str, int, str, str]] = field(default_factory=list)


@dataclass
class Sample:
    """The top of a sheet, with the header that it most likely has and, once that is certain, its number of rows."""

    name: str
    row: int
    first: int  # row (0-based) of the first one shown
    rows: list[list[str]]
    guessed: dict[int, str]
    count: int | None = None


@dataclass
class Unclear:
    """What the clerk has to say: which sheets are read, or which column is what."""

    about: str  # "sheets" or "columns"
    sentence: str
    samples: list[Sample] = field(default_factory=list)


def find(kind: ListKind, tables: Sequence[Grid], options: Mapping[str, Any]) -> ReadList | Unclear:
    """Return the rows of the tables, or what the clerk has to say. Raises `FileRefused` if there is no row."""
    known = {**spellings(kind.columns), **remembered(kind.name)}
    visible = [table for table in tables if not table.is_hidden]
    if told := options.get("told"):
        pairs: list[tuple[Grid, ListHeader]] = [_told(visible, told)]
        if not pairs[0][1].covers(kind.needed):
            return _which_columns(kind, [pairs[0][0]], known, _lacking(kind), pairs[0][1])
    else:
        chosen = options.get("sheets")
        looked_at = [table for table in visible if chosen is None or table.name in chosen]
        with_header = [(table, find_header(table, known, kind.needed)) for table in looked_at]
        pairs = [(table, header) for table, header in with_header if header]
        if not pairs:
            return _which_columns(kind, looked_at or visible, known, _lacking(kind))
        if len(pairs) > 1 and chosen is None:
            return _which_sheets(kind, pairs)
        for table, header in pairs:
            if header.doubt:
                return _which_columns(kind, [table], known, header.doubt, header)
    return _taken(kind, pairs, tables)


def _told(tables: Sequence[Grid], told: Mapping[str, Any]) -> tuple[Grid, ListHeader]:
    table = next((one for one in tables if one.name == told["sheet"]), None)
    if table is None or not 0 <= told["row"] < len(table.rows):
        raise FileRefused(_("The sheet is no longer there. Choose the file once more."))
    return table, told_header(
        table, told["row"], {int(column): name for column, name in told["columns"].items()}
    )


def _lacking(kind: ListKind) -> str:
    needed = ", ".join(f"“{kind.column(group[0]).heading}”" for group in kind.needed)
    return _("The header was not found. The list needs the columns %(columns)s.") % {"columns": needed}


def _which_sheets(kind: ListKind, pairs: Sequence[tuple[Grid, ListHeader]]) -> Unclear:
    sentence = _("The file has %(count)d sheets with such a list.") % {"count": len(pairs)}
    samples = [_sample(table, header) for table, header in pairs]
    for sample, (table, header) in zip(samples, pairs, strict=True):
        sample.count = len(take(table, header, kind.columns).rows)
    return Unclear("sheets", sentence, samples)


def _which_columns(
    kind: ListKind,
    tables: Sequence[Grid],
    known: Mapping[str, str],
    sentence: str,
    header: ListHeader | None = None,
) -> Unclear:
    samples = [_sample(table, header or likely_header(table, known)) for table in tables[:MOST_SHEETS]]
    return Unclear("columns", sentence, samples)


def _sample(table: Grid, header: ListHeader) -> Sample:
    first = max(0, header.first - 2)
    rows = [
        [text[:WIDEST] for text in table.texts(row)]
        for row in range(first, min(first + SAMPLE, len(table.rows)))
    ]
    guessed = {column: name for name, columns in header.places.items() for column in columns}
    return Sample(table.name, header.row, first, rows, guessed)


def _taken(kind: ListKind, pairs: Sequence[tuple[Grid, ListHeader]], tables: Sequence[Grid]) -> ReadList:
    found = ReadList()
    for table, header in pairs:
        taken = take(table, header, kind.columns)
        found.rows += [row for row in taken.rows if not _is_example(kind, row)]
        found.left_out += [(table.name, *one) for one in taken.left_out]
        found.sheets.append(_sheet_read(kind, table, header))
        hidden = [row.number for row in taken.rows if row.number - 1 in table.hidden_rows]
        found.sheets[-1].hidden_rows = hidden[:HIDDEN_SHOWN]
        found.columns |= {column.name for column in kind.columns if header.has(column.name)}
    read = {INSTRUCTIONS, *(table.name for table, _header in pairs)}
    found.unread = [table.name for table in tables if table.name not in read]
    if not found.rows:
        raise FileRefused(_("The file has no row below the header."))
    return found


def _is_example(kind: ListKind, row: PlannedRow) -> bool:
    """Return whether a row is the example of the template, left in the file; one cell alone may be meant."""
    examples = {column.name: column.example for column in kind.columns if column.name in row.values}
    written = {name: text for name, text in examples.items() if text}
    return len(written) > 1 and all(_same(row.value(name), text) for name, text in written.items())


def _same(value: str, example: str) -> bool:
    parts = example.split("/")
    return value in (example, example.lower()) or (len(parts) == 3 and value == "-".join(reversed(parts)))


def _sheet_read(kind: ListKind, table: Grid, header: ListHeader) -> SheetRead:
    columns: list[tuple[str, str, str]] = []
    places: dict[str, str] = {}
    for name, numbers in header.places.items():
        for number in numbers:
            letter = letter_of(number)
            columns.append((letter, header.headings.get(number, ""), name))
            places.setdefault(name, letter)
            if name in ("family", "middle", "given"):
                places.setdefault(FULL_NAME, letter)
    hidden = {letter_of(number) for number in table.hidden_columns}
    return SheetRead(
        table.name,
        header.row + 1,
        sorted(columns),
        list(header.unused),
        places,
        hidden_columns=[letter for letter, _heading, _name in sorted(columns) if letter in hidden],
    )
