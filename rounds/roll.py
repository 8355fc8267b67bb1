"""The roll as frozen: names and capacities in roll order (docs/protocol.md §2.2).

The configuration holds one hash. The list and its salt are for the counting team only.
"""

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from common.commitments import salted_hash
from rounds.models import Elector, Round

# By frozen names; in a draft by those of the accounts.
ROLL_ORDER = (Coalesce(NullIf("sort_key", Value("")), F("user__sort_key")).asc(), "pk")


def in_roll_order(electors: QuerySet[Elector]) -> QuerySet[Elector]:
    """Return the electors of one round in the order of the roll."""
    return electors.order_by(*ROLL_ORDER)


def roll_rows(round_: Round) -> list[dict[str, str]]:
    """Return the frozen roll as `{capacity, name}` rows; one query."""
    rows = in_roll_order(round_.electors.all()).values_list("name", "capacity")
    return [{"capacity": capacity, "name": name} for name, capacity in rows]


def roll_hash(round_: Round) -> str:
    """Return the hash of the frozen roll, in hex."""
    return salted_hash(bytes(round_.roll_salt or b""), roll_rows(round_))
