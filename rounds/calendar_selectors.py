"""Reads for the calendar of a campaign: its meetings, and the people who have two of them on one day."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from officials.models import UnitRole, User
from officials.selectors import units_of
from rounds import states
from rounds.campaign_selectors import rounds_of_campaign
from rounds.models import Campaign, CommitteeMember, Elector, Round
from rounds.states import Actor
from rounds.told import begins

SHOWN = ("title", "state", "meets_at", "opens_at", "unit__name", "campaign__name")


def rounds_between(
    *, user: User, campaign: Campaign, since: datetime.date, until: datetime.date
) -> list[Round]:
    """Return the rounds with meetings in these days, in their order, without cancelled ones."""
    return list(_in_days(rounds_of_campaign(user=user, campaign=campaign), since, until))


def _in_days(rounds: QuerySet[Round], since: datetime.date, until: datetime.date) -> QuerySet[Round]:
    zone = timezone.get_current_timezone()
    first = datetime.datetime.combine(since, datetime.time.min, zone)
    last = datetime.datetime.combine(until, datetime.time.max, zone)
    held = rounds.exclude(state__in=states.void()).annotate(begins=_begins())
    shown = held.filter(begins__range=(first, last)).select_related("unit", "campaign").only(*SHOWN)
    return shown.order_by("begins", "unit__name", "title")


def rounds_beside(
    *, user: User, rounds: Collection[Round], since: datetime.date, until: datetime.date
) -> list[Round]:
    """Return the other meetings in these days, whatever their campaign: the secretary's own, and those people know of.

    A draft of another secretary is nobody else's business. One query.
    """
    others = Round.objects.filter(is_rehearsal=False).exclude(pk__in=[round_.pk for round_ in rounds])
    if not user.is_superuser:
        known = Q(state__in=states.seen_by(Actor.VOTER))
        others = others.filter(known | Q(unit__any_of=units_of(user, UnitRole.Role.SECRETARIAT)))
    return list(_in_days(others, since, until))


def _begins() -> Coalesce:
    return Coalesce("meets_at", "opens_at")


def number_undated(*, user: User, campaign: Campaign) -> int:
    """Return how many rounds have no time yet."""
    rounds = rounds_of_campaign(user=user, campaign=campaign).exclude(state__in=states.void())
    return rounds.filter(meets_at=None, opens_at=None).count()


def day_of_next_meeting(*, user: User, campaign: Campaign) -> datetime.date | None:
    """Return the day of the next meeting, else of the last one; None if there is no meeting with a time."""
    rounds = rounds_of_campaign(user=user, campaign=campaign).exclude(state__in=states.void())
    days = rounds.annotate(begins=_begins()).filter(begins__isnull=False).order_by("begins")
    begins = days.filter(begins__gte=timezone.now()).values_list("begins", flat=True).first()
    begins = begins or days.values_list("begins", flat=True).last()
    return timezone.localdate(begins) if begins else None


Twice = dict[datetime.date, dict[int, set[UUID]]]


def people_twice(rounds: Iterable[Round], beside: Iterable[Round] = ()) -> Twice:
    """Return day → account → the meetings in which the person votes or counts, if there are two or more.

    At least one of them is of `rounds`; the others may be `beside` them. Only days with several meetings are looked
    at; four queries.
    """
    own, others = _by_day(rounds), _by_day(beside)
    found: Twice = defaultdict(lambda: defaultdict(set))
    for pk, user in _people_of(_of_full_days(own, others)):
        found[own[pk]][user].add(pk)
    people = {user for named in found.values() for user in named}
    for pk, user in _people_of([pk for pk, day in others.items() if day in found], people):
        if user in found[others[pk]]:
            found[others[pk]][user].add(pk)
    return {
        day: several
        for day, named in found.items()
        if (several := {user: ids for user, ids in named.items() if len(ids) > 1})
    }


def day_of(round_: Round) -> datetime.date:
    """Return the day of a round that has a time."""
    return timezone.localdate(begins(round_))


def _by_day(rounds: Iterable[Round]) -> dict[UUID, datetime.date]:
    return {round_.pk: day_of(round_) for round_ in rounds}


def _of_full_days(own: dict[UUID, datetime.date], others: dict[UUID, datetime.date]) -> list[UUID]:
    """Return those of the own rounds that are not alone on their day."""
    numbers = Counter([*own.values(), *others.values()])
    return [pk for pk, day in own.items() if numbers[day] > 1]


def _people_of(rounds: list[UUID], people: set[int] | None = None) -> Iterator[tuple[UUID, int]]:
    """Yield (round, account) of those who vote or count; of `people` only where they are given."""
    for table in (Elector, CommitteeMember):
        rows = table.objects.filter(round__in=rounds).order_by()
        if people is not None:
            rows = rows.filter(user__any_of=people)
        yield from rows.values_list("round_id", "user_id")


def people_named(ids: Collection[int]) -> QuerySet[User]:
    """Return these accounts with their units, in the order of names."""
    return User.objects.filter(pk__in=ids).select_related("unit").order_by("sort_key", "pk")
