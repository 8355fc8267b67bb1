"""Reads for the page of a campaign: its units with their rounds, and what each of them lacks.

Nothing here grows with the number of rounds but the rows that are asked for.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officials.models import DossierDocument, Unit, UnitRole, User
from officials.search import matching
from officials.selectors import units_below, units_of
from rounds import states
from rounds.models import Campaign, CommitteeMember, Elector, Exemption, Line, Round
from rounds.selectors import campaigns_to_join, number_of, units_to_meet
from rounds.states import Part

WITHOUT_ROUND = "none"  # beside the states, as a filter
ANYTHING = "anything"  # lacks at least one thing


class Lack(StrEnum):
    """What a round that is being prepared lacks, as far as one query can tell."""

    LINES = "lines"
    ROLL = "roll"
    TEAM = "team"
    TIMES = "times"
    PLACE = "place"
    DOSSIERS = "dossiers"


LACKS = {
    Lack.LINES: _("the ballot"),
    Lack.ROLL: _("the roll"),
    Lack.TEAM: _("the counting team"),
    Lack.TIMES: _("the times"),
    Lack.PLACE: _("place or chair"),
    Lack.DOSSIERS: _("dossiers"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRows:
    """What the rows of the page are filtered by; empty values filter nothing."""

    text: str = ""
    state: str = ""
    lack: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class RowNumbers:
    """How many rows a list has, and how many of them have a round."""

    rows: int
    rounds: int


def campaign_to_look_at(*, user: User, pk: int) -> Campaign:
    """Return a campaign of the secretary's units or of one above. Raises `Campaign.DoesNotExist`."""
    return campaigns_to_join(user=user).select_related("unit", "plan").distinct().get(pk=pk)


def current_campaign(*, user: User) -> Campaign | None:
    """Return the newest campaign of the secretary's units or of one above that has not ended."""
    lasting = campaigns_to_join(user=user).filter(ends_on__gte=timezone.localdate())
    return lasting.order_by("-starts_on", "-pk").first()


def units_of_campaign(*, user: User, campaign: Campaign) -> QuerySet[Unit]:
    """Return the secretary's units among the organising unit and those below it."""
    return units_to_meet(user=user).filter(pk__any_of=units_below({campaign.unit_id}))


def rounds_of_campaign(*, user: User, campaign: Campaign) -> QuerySet[Round]:
    """Return the rounds of a campaign in the secretary's units, without rehearsals."""
    rounds = Round.objects.filter(campaign=campaign, is_rehearsal=False)
    return (
        rounds if user.is_superuser else rounds.filter(unit__any_of=units_of(user, UnitRole.Role.SECRETARIAT))
    )


def rows_of_campaign(
    *, user: User, campaign: Campaign, wanted: WantedRows
) -> QuerySet[Any, tuple[int, UUID | None]]:
    """Return (unit, round) pairs in the order of units; a unit without a round is one row without it.

    Cancelled rounds are left out unless they are asked for.
    """
    rows = _held_by_units(user, campaign, wanted, _wanted(campaign, wanted))
    return rows.order_by("name", "pk", "held__opens_at", "held__title").values_list("pk", "held__pk")


def numbers_of_rows(*, user: User, campaign: Campaign, wanted: WantedRows) -> RowNumbers:
    """Return how many of these rows there are, and how many have a round; one query."""
    rows = _held_by_units(user, campaign, wanted, _wanted(campaign, wanted))
    return RowNumbers(**rows.aggregate(rows=Count("pk"), rounds=Count("held__pk")))


def _held_by_units(user: User, campaign: Campaign, wanted: WantedRows, which: Q) -> QuerySet[Any]:
    """Return the units joined with their rounds, as `held`.

    All conditions on `held` stand in one `filter`: another one would join the rounds of the unit once more.
    """
    shown = [wanted.state] if wanted.state in states.void() else [*{*states.BY_STATE} - {*states.void()}]
    held = Q(rounds__campaign=campaign, rounds__is_rehearsal=False, rounds__state__in=shown)
    units = units_of_campaign(user=user, campaign=campaign).select_related(None)
    return units.alias(held=FilteredRelation("rounds", condition=held)).filter(which)


def _wanted(campaign: Campaign, wanted: WantedRows) -> Q:
    which = _by_state(wanted.state)
    if wanted.lack:
        which &= _lacking(wanted.lack)
    if wanted.since:
        which &= Q(held__opens_at__date__gte=wanted.since)
    if wanted.until:
        which &= Q(held__opens_at__date__lte=wanted.until)
    if wanted.text:
        by_unit = matching(Unit.objects.all(), wanted.text, "search_key").order_by().values("pk")
        by_title = matching(Round.objects.filter(campaign=campaign), wanted.text, "search_key").order_by()
        which &= Q(pk__in=by_unit) | Q(held__pk__in=by_title.values("pk"))
    return which


def _by_state(state: str) -> Q:
    if state == WITHOUT_ROUND:
        return Q(held__pk=None)
    return Q(held__state=state) if state in states.BY_STATE else Q()


def _lacking(lack: str) -> Q:
    """Return the condition that the round of a row is being prepared and lacks this, or anything."""
    prepared = Q(held__state__in=states.changing(Part.TEAM))
    if lack == ANYTHING:
        found = Q()
        for one in Lack:
            found |= _without(one)
        return prepared & found
    return prepared & _without(lack) if lack in LACKS else Q()


def _without(lack: str) -> Q:
    here = {"round": OuterRef("held__pk")}
    if lack == Lack.LINES:
        return ~Q(Exists(Line.objects.filter(**here)))
    if lack == Lack.ROLL:
        return Q(held__min_ballots__gt=number_of(Elector.objects.filter(**here)))
    if lack == Lack.TEAM:
        return ~Q(Exists(CommitteeMember.objects.filter(**here, role=CommitteeMember.Role.HEAD)))
    if lack == Lack.TIMES:
        return Q(held__opens_at=None) | Q(held__closes_at=None)
    if lack == Lack.PLACE:
        return Q(held__place="") | Q(held__chair_name="") | Q(held__chair_title="")
    return Q(Exists(Line.objects.filter(**here).exclude(_has_papers())))


def _has_papers() -> Exists:
    return Exists(DossierDocument.objects.filter(dossier=OuterRef("dossier")))


def rounds_with_numbers(ids: Collection[UUID]) -> dict[UUID, Round]:
    """Return round by id with `lines_held`, `exempt_held`, `roll_size`, `team_size`, `heads`, `papers_held`; one query."""
    here = {"round": OuterRef("pk")}
    rounds = Round.objects.filter(pk__in=ids).select_related("rule_set").defer("config", "manifest")
    numbered: QuerySet[Any] = rounds.annotate(
        lines_held=number_of(Line.objects.filter(**here)),
        exempt_held=number_of(Exemption.objects.filter(**here)),
        roll_size=number_of(Elector.objects.filter(**here)),
        team_size=number_of(CommitteeMember.objects.filter(**here)),
        heads=number_of(CommitteeMember.objects.filter(**here, role=CommitteeMember.Role.HEAD)),
        papers_held=number_of(Line.objects.filter(_has_papers(), **here)),
    )
    return numbered.in_bulk()


def lacks_of(round_: Round) -> list[Lack]:
    """Return what a round of `rounds_with_numbers` lacks; [] once it is no longer being prepared."""
    if round_.state not in states.changing(Part.TEAM):
        return []
    row: Any = round_
    found = {
        Lack.LINES: not row.lines_held,
        Lack.ROLL: row.roll_size < round_.min_ballots,
        Lack.TEAM: not row.heads,
        Lack.TIMES: not (round_.opens_at and round_.closes_at),
        Lack.PLACE: not (round_.place and round_.chair_name and round_.chair_title),
        Lack.DOSSIERS: row.papers_held < row.lines_held,
    }
    return [lack for lack, is_lacking in found.items() if is_lacking]


def numbers_by_state(*, user: User, campaign: Campaign) -> dict[str, int]:
    """Return state → how many rounds of the secretary's units are in it; one query."""
    rounds = rounds_of_campaign(user=user, campaign=campaign)
    return dict(rounds.order_by().values_list("state").annotate(Count("pk")))


def units_without_round(*, user: User, campaign: Campaign) -> int:
    """Return how many of the secretary's units hold no round in the campaign."""
    return rows_of_campaign(user=user, campaign=campaign, wanted=WantedRows(state=WITHOUT_ROUND)).count()
