"""What changed about an object after an entry of the log: who did it, and the rows as they were before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from audit import selectors
from audit.models import Detail, Entry

MOST_ROWS = 2_000  # of one act

Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Touched:
    """A row that changed: its changed columns before and after; None before it existed, and after it was deleted."""

    before: Columns | None
    after: Columns | None


@dataclass(frozen=True, slots=True)
class Since:
    """The entries, the oldest first, and the rows that they changed by table and key."""

    entries: list[Entry]
    rows: dict[tuple[str, str], Touched]

    def of_table(self, table: str) -> dict[str, Touched]:
        """Return key → row of a table."""
        return {key: row for (name, key), row in self.rows.items() if name == table}


def hold_row(subject: Model) -> None:
    """Lock the row of an object until the transaction ends, so that what comes after `changes_since` waits."""
    rows = type(subject)._base_manager.filter(pk=subject.pk)  # noqa: SLF001 - documented by Django
    rows.select_for_update(no_key=True).values_list("pk").first()


def last_number(subject: Model) -> int:
    """Return the number of the last entry about an object, 0 if there is none."""
    return selectors.history(subject).values_list("pk", flat=True).first() or 0


def changes_since(subject: Model, number: int, tables: Iterable[str]) -> Since:
    """Return what later entries changed in these tables, as far as they are about the object."""
    names = {*tables}
    entries = list(selectors.history(subject).filter(pk__gt=number).order_by("pk"))
    details = selectors.details_about(subject, entries, most=MOST_ROWS)
    found = {entry: [row for row in details[entry.pk] if row.table_name in names] for entry in entries}
    rows: dict[tuple[str, str], Touched] = {}
    for detail in (row for kept in found.values() for row in sorted(kept, key=lambda row: row.pk)):
        key = (detail.table_name, detail.row_id)
        rows[key] = _folded(rows.get(key), detail)
    return Since(
        [entry for entry, kept in found.items() if kept],
        {key: row for key, row in rows.items() if row.before is not None or row.after is not None},
    )


def _folded(earlier: Touched | None, detail: Detail) -> Touched:
    """Return one change of a row in place of two that follow one another."""
    before, after = detail.value.before or {}, detail.value.after or {}
    is_new, is_gone = detail.kind == Detail.Kind.INSERT, detail.kind == Detail.Kind.DELETE
    if earlier is None:
        return Touched(None if is_new else before, None if is_gone else after)
    return Touched(
        None if earlier.before is None else {**before, **earlier.before},
        None if is_gone else {**(earlier.after or {}), **after},
    )
