"""Take the rows below a header: values column by column, without titles, sums and signatures."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lists import cleaning
from lists.columns import FULL_NAME, NAME_PARTS, Column
from lists.errors import UnreadableCell
from lists.planned import UNDER, PlannedRow
from lists.reading.headers import ListHeader
from lists.reading.tables import Grid, place
from lists.reading.titles import RowsApart

ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"}
SHARE_OF_ADDRESSES = 0.2  # with fewer forms of address in a list, `Ông` is taken for the name of a family
FEW = 5
FORMULA_SIGNS = ("=", "@")


@dataclass
class Taken:
    """The rows of a table, and those left out with their reasons."""

    rows: list[PlannedRow] = field(default_factory=list)
    left_out: list[tuple[int, str, str]] = field(default_factory=list)  # row, its text, why


def take(table: Grid, header: ListHeader, columns: Sequence[Column]) -> Taken:
    """Return the rows below the header of a table, each cell read and cleaned."""
    reader = _Reader(table, header, [column for column in columns if header.has(column.name)])
    taken, apart = Taken(), RowsApart(table, header)
    for row in table.below(header.row):
        texts = table.texts(row)
        if not any(texts):
            continue
        if why := apart.why_left_out(row, texts):
            taken.left_out.append((row + 1, " ".join(text for text in texts if text)[:120], why))
        else:
            found = reader.row(row)
            if apart.title:
                found.values[UNDER] = apart.title
            taken.rows.append(found)
    return taken


class _Reader:
    """Reads rows of one table; vertical merged cells give their value to each row beside them."""

    def __init__(self, table: Grid, header: ListHeader, columns: list[Column]) -> None:
        self.table, self.header, self.columns = table, header, columns
        self.upper = dict(_below_the_top(table))
        self.keeps_ong = self._keeps_ong()

    def _keeps_ong(self) -> bool:
        """Return whether `Ông` is the name of a family here: few names of the list begin with a form of address."""
        if not self.header.has(FULL_NAME):
            return False
        names = [self._name_parts(row) for row in self.table.below(self.header.row)]
        names = [name for name in names if name]
        addressed = sum(map(cleaning.begins_with_address, names))
        return len(names) >= FEW and addressed < SHARE_OF_ADDRESSES * len(names)

    def row(self, row: int) -> PlannedRow:
        found = PlannedRow(number=row + 1, sheet=self.table.name)
        for column in self.columns:
            self._read(found, column, row)
        found.unread = list(found.faults)
        return found

    def _read(self, found: PlannedRow, column: Column, row: int) -> None:
        raw = self._raw(column, row)
        try:
            self._require_value(column, row, raw)
            value = self._clean(column, raw)
        except UnreadableCell as fault:
            found.values[column.name] = cleaning.text(raw)
            found.wrong(column.name, str(fault))
            return
        found.values[column.name] = value
        if column.is_required and not value:
            found.wrong(column.name, _("is empty"))
        elif column.most and len(value) > column.most:
            found.wrong(column.name, _("is longer than %(most)d characters") % {"most": column.most})
        written = cleaning.text(raw)
        if isinstance(raw, str) and value and not column.is_secret and _differs(written, value, column):
            found.notes.append(
                _("“%(before)s” is read as “%(after)s”.") % {"before": written, "after": value}
            )

    def _clean(self, column: Column, raw: Any) -> str:
        if column.name == FULL_NAME and self.keeps_ong and cleaning.begins_with_ong(raw):
            return cleaning.name_of_family_ong(raw)
        return column.read(raw)

    def _require_value(self, column: Column, row: int, raw: Any) -> None:
        written = cleaning.text(raw) if isinstance(raw, str) else ""
        if written in ERRORS:
            raise UnreadableCell(_("holds the error %(error)s of a formula") % {"error": written})
        if written.startswith(FORMULA_SIGNS):
            raise UnreadableCell(_("contains a formula; write the value instead"))
        if any(unicodedata.category(sign) in ("Co", "Cs") for sign in written):
            raise UnreadableCell(_("has a sign that cannot be seen; type it again"))
        cells = [(row, place_) for place_ in self.header.places.get(column.name, ())]
        if not self.table.unvalued.isdisjoint(cells):
            raise UnreadableCell(_("contains a formula whose value is not in the file; paste values instead"))

    def _raw(self, column: Column, row: int) -> Any:
        if column.name == FULL_NAME:
            return self._name_parts(row)
        values = (self._value(row, place_) for place_ in self.header.places[column.name])
        return next((value for value in values if value not in (None, "")), None)

    def _name_parts(self, row: int) -> str:
        """Return the whole name, put together from its columns."""
        whole = " ".join(self._texts(row, self.header.places.get(FULL_NAME, ())))
        parts = [text for part in NAME_PARTS for text in self._texts(row, self.header.places.get(part, ()))]
        rest = " ".join(parts)
        if whole and rest and whole.casefold().split()[-len(rest.split()) :] == rest.casefold().split():
            return whole  # a column that repeats the given name, for sorting
        return f"{whole} {rest}".strip()

    def _texts(self, row: int, columns: Iterable[int]) -> list[str]:
        return [text for column in columns if (text := cleaning.text(self._value(row, column)))]

    def _value(self, row: int, column: int) -> Any:
        return self.table.value(self.upper.get((row, column), row), column)


def _below_the_top(table: Grid) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield (row, column) → the row that holds the value, for cells merged over several rows."""
    for area in table.areas:
        if area.left == area.right:
            for row in range(area.top + 1, min(area.bottom + 1, len(table.rows))):
                yield (row, area.left), area.top


def _differs(written: str, value: str, column: Column) -> bool:
    """Return whether cleaning changed more than spaces and the case of codes."""
    if column.read in (cleaning.person_name, cleaning.post_title):
        return written != value
    return False


def where(planned: PlannedRow, header: ListHeader, name: str) -> str:
    """Return the cell of a fault, such as `C7`; "" where the file has no such column."""
    parts = (name, *NAME_PARTS) if name == FULL_NAME else (name,)
    columns = next((header.places[part] for part in parts if part in header.places), ())
    return place(planned.number - 1, columns[0]) if columns else ""
