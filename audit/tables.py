"""The tables that the log watches; the room that owns a table registers it in `logged.py`.

Every column is watched unless it is left out, so that a new column cannot be forgotten.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Watched:
    """A table: columns left out, columns whose values are never kept, and the columns that place a row.

    `owner` is a foreign key to the object in whose history the row's changes stand too: the official of a
    post, the dossier of a document. `person` is the column of the person to whose account or login the
    row belongs: changes that voters make to their own rows are held until their rounds are tidied.
    """

    model: type[Model]
    left_out: frozenset[str] = frozenset()
    secret: frozenset[str] = frozenset()
    owner: str = ""
    round: str = ""
    unit: str = ""
    person: str = ""
    table: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", self.model._meta.db_table)  # noqa: SLF001 - documented by Django

    @property
    def arguments(self) -> list[str]:
        """Return what the trigger is told: key, owner's table and column, round, unit, left out, secret, person."""
        key: Any = self.model._meta.pk  # noqa: SLF001
        owner = self.model._meta.get_field(self.owner) if self.owner else None  # noqa: SLF001
        owner_table = owner.related_model._meta.db_table if owner else ""  # type: ignore[union-attr]  # noqa: SLF001
        return [
            key.column or "",
            owner_table,
            getattr(owner, "column", ""),
            self.round,
            self.unit,
            ",".join(sorted(self.left_out)),
            ",".join(sorted(self.secret)),
            self.person,
        ]


_watched: dict[str, Watched] = {}


def watch(
    model: Any,
    *,
    left_out: Iterable[str] = (),
    secret: Iterable[str] = (),
    owner: str = "",
    round: str = "",  # noqa: A002
    unit: str = "",
    person: str = "",
) -> None:
    """Watch the table of a model from the next migration on; the arguments are those of `Watched`."""
    columns = model._meta.fields  # noqa: SLF001
    derived = {str(row.column) for row in columns if getattr(row, "generated", False)}
    row = Watched(model, frozenset(left_out) | derived, frozenset(secret), owner, round, unit, person)
    _watched[row.table] = row


def watched() -> list[Watched]:
    """Return the tables in the order of their names."""
    return [_watched[name] for name in sorted(_watched)]


def model_of(table: str) -> type[Model] | None:
    return _watched[table].model if table in _watched else None
