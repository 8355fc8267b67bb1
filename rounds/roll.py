"""The roll as frozen: names and capacities in roll order (docs/protocol.md §2.2).

The configuration holds one hash. The list and its salt are for the counting team only.
"""

from typing import NamedTuple

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from common.commitments import salted_hash
from rounds.models import Elector, Round
from rounds.read_once import once


class OnRoll(NamedTuple):
    """A person on the roll of a draft, with what the checks before freezing ask."""

    user: int
    full_name: str
    username: str
    is_active: bool


# By frozen names; in a draft by those of the accounts.
ROLL_ORDER = (Coalesce(NullIf("sort_key", Value("")), F("user__sort_key")).asc(), "pk")


def in_roll_order(electors: QuerySet[Elector]) -> QuerySet[Elector]:
    """Return the electors of one round in the order of the roll."""
    return electors.order_by(*ROLL_ORDER)


def people_on_roll(round_: Round) -> list[OnRoll]:
    """Return the people on the roll in the order of their accounts' names; one query, see `reading_once`."""
    return once(round_, "people on the roll", lambda: _people_on_roll(round_))


def _people_on_roll(round_: Round) -> list[OnRoll]:
    columns = ("user", *(f"user__{name}" for name in OnRoll._fields[1:]))
    rows = round_.electors.order_by("user__sort_key", "pk").values_list(*columns)
    return [OnRoll(*row) for row in rows]


def number_on_roll(round_: Round) -> int:
    """Return how many people are on the roll; a draft whose roll is read (`reading_once`) asks nothing."""
    if round_.read_once is not None and round_.is_editable:
        return len(people_on_roll(round_))
    return once(round_, "roll size", round_.electors.count)


def roll_rows(round_: Round) -> list[dict[str, str]]:
    """Return the frozen roll as `{capacity, name}` rows; one query."""
    rows = in_roll_order(round_.electors.all()).values_list("name", "capacity")
    return [{"capacity": capacity, "name": name} for name, capacity in rows]


def roll_hash(round_: Round) -> str:
    """Return the hash of the frozen roll, in hex."""
    return salted_hash(bytes(round_.roll_salt or b""), roll_rows(round_))
