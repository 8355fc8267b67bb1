"""Find the header of a table: the row whose headings name the columns that a kind of list needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lists.columns import FULL_NAME, NAME_PARTS, keys_of
from lists.reading.tables import TOP, Grid, place

Known = Mapping[str, str]  # key of a heading → name of a column; "" for one that is not to be read
Needed = Sequence[Sequence[str]]
IGNORED = ("loi", "loicansua")  # the column that marks errors in the file we give back


@dataclass(frozen=True)
class ListHeader:
    """The last row of the header, column by column.

    `places` has the columns (0-based) of each name, several where a heading stands over several; `headings` the
    text over each column. `doubt` is a sentence if the clerk must say which column is what.
    """

    row: int
    first: int
    places: dict[str, tuple[int, ...]]
    headings: dict[int, str]
    doubt: str = ""
    unused: tuple[str, ...] = field(default=())

    def has(self, name: str) -> bool:
        if name == FULL_NAME:
            return bool(self.places.keys() & {FULL_NAME, *NAME_PARTS})
        return name in self.places

    def covers(self, needed: Needed) -> bool:
        return all(any(self.has(name) for name in group) for group in needed)


def find_header(table: Grid, known: Known, needed: Needed) -> ListHeader | None:
    """Return the header with the most known headings among the first rows, or None if none has what is needed."""
    found = [_read(table, row, depth, known) for row in range(min(TOP, len(table.rows))) for depth in (1, 2)]
    fitting = [header for header in found if header.covers(needed)]
    if not fitting:
        return None
    best = max(fitting, key=lambda header: (len(header.places), _fits_depth(table, header), -header.row))
    return _with_doubts(table, best)


def _fits_depth(table: Grid, header: ListHeader) -> bool:
    """Return whether the header has two rows exactly if the row below its first one is its second."""
    return (header.row > header.first) == _is_second_row(table, header.first)


def _is_second_row(table: Grid, row: int) -> bool:
    """Return whether the texts of the next row all stand below merged headings, beside headings of two rows."""
    wide = [area for area in table.areas if area.top == row == area.bottom and area.right > area.left]
    is_tall = any(area.top <= row < area.bottom for area in table.areas)
    filled = [column for column, text in enumerate(table.texts(row + 1)) if text]
    under = all(any(area.left <= column <= area.right for area in wide) for column in filled)
    return is_tall and bool(filled) and under


def likely_header(table: Grid, known: Known) -> ListHeader:
    """Return the row that looks most like a header, for the clerk to say which column is what."""
    rows = range(min(TOP, len(table.rows)))
    found = [_read(table, row, 1, known) for row in rows]
    return max(found, key=lambda header: (len(header.places), _filled(table, header.row), -header.row))


def told_header(table: Grid, row: int, told: Mapping[int, str]) -> ListHeader:
    """Return the header that the clerk described: column → name, "" for one that is not read."""
    headings = dict(enumerate(table.texts(row)))
    places: dict[str, tuple[int, ...]] = {}
    for column, name in sorted(told.items()):
        if name:
            places[name] = (*places.get(name, ()), column)
    unused = tuple(text for column, text in headings.items() if text and not told.get(column))
    return ListHeader(row, row, places, headings, unused=unused)


def _filled(table: Grid, row: int) -> int:
    return sum(1 for text in table.texts(row) if text and not text.isdigit())


def _read(table: Grid, row: int, depth: int, known: Known) -> ListHeader:
    """Read `depth` rows from `row` on as a header."""
    headings: dict[int, str] = {}
    places: dict[str, tuple[int, ...]] = {}
    unused = []
    last = min(row + depth, len(table.rows)) - 1
    for column in range(table.width):
        over = _over(table, row, column)
        below = table.texts(last)[column] if last > row and column < len(table.rows[last]) else ""
        name, heading = _name(over, below, known)
        headings[column] = heading
        if name:
            places[name] = (*places.get(name, ()), column)
        elif heading and not set(keys_of(heading)) & {*IGNORED}:
            unused.append(heading)
    return ListHeader(last, row, places, headings, unused=tuple(dict.fromkeys(unused)))


def _over(table: Grid, row: int, column: int) -> str:
    """Return the heading over a column, also where it stands merged over several."""
    texts = table.texts(row)
    if column < len(texts) and texts[column]:
        return texts[column]
    for area in table.areas:
        if area.top <= row <= area.bottom and area.left <= column <= area.right:
            above = table.texts(area.top)
            return above[area.left] if area.left < len(above) else ""
    return ""


def _name(over: str, below: str, known: Known) -> tuple[str, str]:
    """Return the name of a column and its heading as written: the lower heading alone, both together, the upper."""
    both = f"{over} {below}".strip()
    for heading in dict.fromkeys((below, both, over)):
        for key in keys_of(heading) if heading else ():
            if key in known:
                return known[key], both
    return "", both


def _with_doubts(table: Grid, header: ListHeader) -> ListHeader:
    doubt = _twice(table, header) or _half_a_name(header) or _beside_the_name(table, header)
    return ListHeader(header.row, header.first, header.places, header.headings, doubt, header.unused)


def _twice(table: Grid, header: ListHeader) -> str:
    """Return a sentence if one heading stands over two columns that are not merged."""
    for name, columns in header.places.items():
        texts = [header.headings[column] for column in columns]
        is_merged = any(area.left <= min(columns) and max(columns) <= area.right for area in table.areas)
        if len(columns) > 1 and name != FULL_NAME and len(set(texts)) == 1 and not is_merged:
            cells = " ".join(place(header.row, column) for column in columns)
            return _("The columns %(cells)s have the same heading “%(heading)s”.") % {
                "cells": cells,
                "heading": texts[0],
            }
    return ""


def _half_a_name(header: ListHeader) -> str:
    """Return a sentence if only the beginning of the names has a heading."""
    names = header.places.keys()
    if names & {"family", "middle"} and not names & {"given", FULL_NAME}:
        column = header.places[next(one for one in ("family", "middle") if one in names)][0]
        return _(
            "Column “%(heading)s” holds only the beginning of the names, and the given names have no heading."
        ) % {"heading": header.headings[column]}
    return ""


def _beside_the_name(table: Grid, header: ListHeader) -> str:
    """Return a sentence if a column without a heading, right of the names, holds texts: the given names perhaps."""
    columns = header.places.get(FULL_NAME, ())
    if not columns or "given" in header.places:
        return ""
    column = columns[-1] + 1
    if header.headings.get(column):
        return ""
    for row in table.below(header.row):
        texts = table.texts(row)
        if column < len(texts) and texts[column] and texts[columns[0]]:
            return _("Cell %(place)s holds “%(text)s” in a column without a heading, right of the names.") % {
                "place": place(row, column),
                "text": texts[column][:60],
            }
    return ""
