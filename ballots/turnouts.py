"""The numbers of people and ballots that may be known while people vote."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from ballots import rows
from ballots.models import CastBallot, IssuedBallot
from rounds.models import Elector


@dataclass(frozen=True, slots=True)
class Turnout:
    """The numbers that may be known during the vote."""

    summoned: int
    issued: int
    returned: int


def turnout(round_id: UUID) -> Turnout:
    """Return numbers of people and ballots; never anything about marks."""
    return turnouts([round_id])[round_id]


def turnouts(round_ids: Collection[UUID]) -> dict[UUID, Turnout]:
    """Return the turnout of each round by its id; three queries."""
    summoned = dict(
        Elector.objects.filter(round__in=round_ids).values_list("round_id").annotate(Count("pk")).order_by()
    )
    issued = rows.numbers_in(IssuedBallot.objects.all(), round_ids)
    returned = rows.numbers_in(CastBallot.objects.all(), round_ids)
    return {
        pk: Turnout(summoned=summoned.get(pk, 0), issued=issued.get(pk, 0), returned=returned.get(pk, 0))
        for pk in round_ids
    }
