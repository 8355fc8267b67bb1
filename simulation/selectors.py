"""Reads of rehearsals; the permission is part of the query."""

import datetime

from django.db.models import QuerySet
from django.utils import timezone

from ballots import rows
from officials.models import User
from rounds.models import Elector, Round, RoundId
from rounds.selectors import rounds_for_secretary
from simulation.models import Rehearsal

MOST_LISTED = 20


def round_to_rehearse(*, user: User, pk: RoundId) -> Round:
    """Return a draft or announced round of the secretary. Raises `Round.DoesNotExist`."""
    round_ = rounds_for_secretary(user=user).filter(is_rehearsal=False).get(pk=pk)
    if not round_.is_editable:
        raise Round.DoesNotExist
    return round_


def rehearsal_for_secretary(*, user: User, pk: RoundId) -> Rehearsal:
    """Return the rehearsal, or raise `Rehearsal.DoesNotExist` without telling whether it exists."""
    found = Rehearsal.objects.select_related("round__unit", "source", "asked_by")
    return found.get(round__in=rounds_for_secretary(user=user).order_by().values("pk"), pk=pk)


def rehearsals_of(round_: Round) -> QuerySet[Rehearsal]:
    """Return the last rehearsals of a round that were not deleted, the latest first."""
    return Rehearsal.objects.filter(source=round_).select_related("round")[:MOST_LISTED]


def unattended() -> QuerySet[Rehearsal]:
    """Return the rehearsals under way that no worker holds: its worker died, or its task was lost."""
    return Rehearsal.objects.filter(state=Rehearsal.State.RUNNING, held_until__lt=timezone.now())


def older_than(days: int) -> QuerySet[Rehearsal]:
    """Return the rehearsals that were begun more than so many days ago."""
    return Rehearsal.objects.filter(asked_at__lt=timezone.now() - datetime.timedelta(days=days))


def voters_to_come(round_: Round) -> QuerySet[Elector]:
    """Return the simulated people on the roll to whom no ballot was issued."""
    issued = rows.issued_of(round_.pk).values("elector")
    people = Elector.objects.filter(round=round_, user__is_simulated=True).exclude(pk__in=issued)
    return people.select_related("user").order_by("pk")


def simulated_people(round_: Round) -> set[int]:
    """Return ids of the simulated accounts on the roll and in the counting team."""
    found: set[int] = set()
    for people in (round_.electors, round_.committee):
        found.update(people.filter(user__is_simulated=True).values_list("user", flat=True))
    return found
