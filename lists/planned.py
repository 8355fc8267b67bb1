"""Rows of a list while they are planned, and the import that they belong to."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

Change = tuple[str, str, str]  # heading, before, after
UNDER = "under"  # the title inside the list under which a row stands, among its values
NEW_ROW = "new"  # the answer that a row is not one of the rows offered


class RowState(models.TextChoices):
    """What an import does with a row, in the order in which the preview shows them."""

    WRONG = "wrong", _("wrong")
    ASKED = "asked", _("to be decided")
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    ABSENT = "absent", _("not in the file")
    SAME = "same", _("unchanged")


@dataclass(slots=True)
class PlannedRow:
    """A row of a file by the names of its columns, or a row of the product that the file does not have.

    `number` is the row as a spreadsheet numbers it, 0 for an absent row. `key` names what the row is in the product.
    A row that may be one of several has them as `offered`, keys with words, and gets the clerk's `answer`; the answer
    of an absent row is what is done with it.
    """

    number: int
    sheet: str = ""
    values: dict[str, str] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)  # the faults found while reading
    notes: list[str] = field(default_factory=list)
    state: str = RowState.NEW
    label: str = ""
    key: str = ""
    changes: list[Change] = field(default_factory=list)
    offered: list[tuple[str, str]] = field(default_factory=list)
    answer: str = ""
    found: Any = None  # what the kind needs for writing; never stored

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def note(self, words: str) -> None:
        """Tell the clerk something about the row, once."""
        if words not in self.notes:
            self.notes.append(words)

    def wrong(self, column: str, message: str) -> None:
        """State that a cell is wrong; `column` is the name of its column."""
        self.faults.append((column, message))
        self.state = RowState.WRONG

    def is_wrong_in(self, column: str) -> bool:
        """Return whether the cell of this column was read and is wrong."""
        return any(name == column for name, _sentence in self.faults)

    @property
    def is_wrong(self) -> bool:
        return bool(self.faults)


@dataclass
class Job:
    """The import that rows belong to: its person, what it is about, and what the clerk chose for all rows."""

    user: Any
    target: str = ""
    columns: frozenset[str] = frozenset()  # those that the file has
    absent: str = "keep"
    day: datetime.date | None = None  # on which absent rows end
    same_birth: bool = False  # whether a person with the same name and date of birth is taken for the same
    reason: str = ""
    further: frozenset[str] = frozenset()  # of what the kind can do besides, what the clerk ticked
    ledger: Any = None  # while writing: `lists.services.ledger.Ledger`

    def has(self, column: str) -> bool:
        """Return whether the file has this column; a column that it lacks changes nothing."""
        return column in self.columns
