"""Shelves: where the rows of a round stand in the tables of ballots (docs/protocol.md §14.2).

Each of these tables is divided into eight shelves for rounds whose voting is under way and one archive.
Closing moves the rows of a round from its shelf into the archive; only the shelf is then written anew.
"""

from typing import Any
from uuid import UUID

from django.db import models

ARCHIVE = 0
SHELVES = 8  # the migrations made so many; more would spread the rounds of a busy day further
TABLES = ("ballots_castballot", "ballots_proofcheck", "ballots_issuedballot")


def shelf_of(round_id: UUID) -> int:
    """Return the shelf of a round, 1 to 8: the last byte of its random id decides, here and in the database."""
    return 1 + UUID(str(round_id)).bytes[-1] % SHELVES


def places_of(round_id: UUID) -> tuple[int, int]:
    """Return the only two values of `shelf` in rows of the round; a query with them touches no other part."""
    return ARCHIVE, shelf_of(round_id)


def tables_on(shelf: int) -> list[str]:
    """Return the names of the tables that hold the rows of one shelf."""
    return [f"{table}_shelf{shelf}" for table in TABLES]


class ShelfField(models.SmallIntegerField):  # type: ignore[type-arg]  # of the stubs only
    """The shelf of a row; a new row stands on that of its round, and a verdict beside its ballot."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "editable": False})

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """Fill the shelf in unless it is given."""
        if getattr(model_instance, self.attname) is None:
            ballot = getattr(model_instance, "ballot", None)
            found = ballot.shelf if ballot else shelf_of(model_instance.round_id)
            setattr(model_instance, self.attname, found)
        return super().pre_save(model_instance, add)
