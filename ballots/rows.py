"""The rows of one round, wherever they stand: on its shelf while people vote, in the archive afterwards.

Every read of ballots, verdicts and issued rows goes through here. One statement sees each row in exactly
one place, since a round is moved in one transaction, and it touches no rows or locks of rounds on other
shelves.
"""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, QuerySet

from ballots.models import CastBallot, IssuedBallot, ProofCheck
from ballots.shelves import places_of


def ballots_of(round_id: UUID) -> QuerySet[CastBallot]:
    """Return the ballots in the box of the round."""
    return CastBallot.objects.filter(round_id=round_id, shelf__in=places_of(round_id))


def checks_of(round_id: UUID) -> QuerySet[ProofCheck]:
    """Return the verdicts on the ballots of the round."""
    places = places_of(round_id)
    found = ProofCheck.objects.filter(ballot__round_id=round_id, shelf__in=places)
    return found.filter(ballot__shelf__in=places)


def issued_of(round_id: UUID) -> QuerySet[IssuedBallot]:
    """Return the rows that say a ballot of the round was issued."""
    return IssuedBallot.objects.filter(round_id=round_id, shelf__in=places_of(round_id))


def numbers_in(
    rows: QuerySet[CastBallot] | QuerySet[IssuedBallot], round_ids: Collection[UUID]
) -> dict[UUID, int]:
    """Return how many of `rows` each of these rounds has, by round id, rounds without rows left out; one query."""
    places = {place for pk in round_ids for place in places_of(pk)}
    found = rows.filter(round__in=round_ids, shelf__in=places).order_by()
    return dict(found.values_list("round_id").annotate(Count("pk")))
