"""The kinds of lists: their columns, and how the room that owns the rows plans, writes and exports them.

A room adds a kind in its module `lists`, which is loaded at the start:

kinds.add(ListKind("units", _("Units"), COLUMNS, needed=(("name",),), plan_rows=plan, write_rows=write, …))
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from common.refusals import Text
from lists.columns import Column
from lists.models import WrittenRow
from lists.planned import Job, PlannedRow

KEEP, ASK = "keep", "ask"  # what every kind can do with rows that are absent from a file


@contextmanager
def _nothing(_job: Job, _written: list[WrittenRow]) -> Iterator[None]:
    yield


@dataclass(frozen=True)
class ListKind:
    """A kind of list.

    `needed` are groups of columns, of each of which a header must have one. `key` are the columns by which rows are
    found again, in their order. `plan_rows` gets all rows of a file, states in each what would happen, and returns the
    rows of the product that the file does not have; it writes nothing and asks a fixed number of queries.
    `write_rows` carries out what was planned, in one transaction, through `job.ledger`. `export_rows` yields rows
    with the texts of the columns by name, for a person and a target.

    `targets` are what a list may be about, such as a round: pairs of a value and words for a person; `may_use` tells
    whether the person may import and export there. `absent` are further things to do with absent rows, by code, and
    `further` what can be done besides, by code; the clerk unticks what is not wanted. `undoing` surrounds the undoing
    of an import: before it, it refuses what the person may no longer change.
    """

    name: str
    words: Text
    columns: tuple[Column, ...]
    needed: tuple[tuple[str, ...], ...]
    key: tuple[str, ...]
    plan_rows: Callable[[Job, list[PlannedRow]], list[PlannedRow]]
    write_rows: Callable[[Job, list[PlannedRow]], None]
    export_rows: Callable[[Any, str], Iterable[Mapping[str, str]]]
    may_use: Callable[[Any, str], bool]
    label: Callable[[str], str] = str  # the words of a target
    absent: Mapping[str, Text] = field(default_factory=dict)
    further: Mapping[str, Text] = field(default_factory=dict)
    undoing: Callable[[Job, list[WrittenRow]], AbstractContextManager[None]] = _nothing
    hint: Text = ""
    file_name: str = "danh-sach"

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def in_template(self) -> list[Column]:
        return [column for column in self.columns if not column.is_exported_only]


_kinds: dict[str, ListKind] = {}


def add(kind: ListKind) -> None:
    """Let lists of this kind be imported and exported."""
    _kinds[kind.name] = kind


def named(name: str) -> ListKind:
    """Return a kind. Raises `KeyError` for a name that no room added."""
    return _kinds[name]


def every() -> list[ListKind]:
    """Return the kinds in the order in which the rooms added them, from the lowest room up."""
    return list(_kinds.values())
