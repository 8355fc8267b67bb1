"""Tasks of a user on the home page, read from the table of steps."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ballots.selectors import rounds_on_ballot
from officials.models import User
from rounds import selectors, states, steps
from rounds.models import Round
from rounds.states import Actor

# Columns that the home page needs; frozen configuration and manifest are left out because they can be large.
SHOWN = (
    *("id", "title", "state", "opens_at", "closes_at", "unit__name"),
    *("box_key", "is_paused", "issuing_ended_at", "marking", "zero_at"),  # read by conditions of steps
)


@dataclass(frozen=True)
class Duty:
    """One line of the home page."""

    title: str
    unit: str
    state: str
    state_label: str
    when: str
    note: str
    action: str
    url: str
    is_urgent: bool
    is_over: bool


@dataclass(frozen=True)
class DutyGroup:
    """The duties of one kind: `vote`, `committee` or `desk`."""

    kind: str
    title: str
    duties: list[Duty]


CANCELLED_SHOWN = datetime.timedelta(days=30)  # after the meeting


@dataclass(frozen=True)
class Kind:
    """A kind of duty: its actor, its heading, and the page where it is done."""

    name: str
    actor: Actor
    title: Promise
    page: str


VOTE = Kind("vote", Actor.VOTER, _("Votes"), "ballots:vote")
COMMITTEE = Kind("committee", Actor.COMMITTEE, _("Counting team"), "ballots:committee")
DESK = Kind("desk", Actor.SECRETARY, _("Secretary’s desk"), "secretariat:desk")


def duties_for(user: User) -> list[DutyGroup]:
    """Return the user's duties, urgent ones first; a fixed number of queries."""
    groups = [
        _group(VOTE, rounds_on_ballot(user=user)),
        _group(COMMITTEE, selectors.rounds_for_committee(user=user)),
        _group(DESK, selectors.rounds_for_secretary(user=user)),
    ]
    return [group for group in groups if group.duties]


def _group(kind: Kind, rounds: QuerySet[Round]) -> DutyGroup:
    past = timezone.now() - CANCELLED_SHOWN
    listed = rounds.filter(state__in=steps.asked_states(kind.actor))
    listed = listed.exclude(state__in=states.void(), opens_at__lt=past)
    listed = listed.select_related(None).select_related("unit")
    listed = listed.only(*SHOWN).order_by("opens_at", "title")
    found = [(round_, steps.words_for(round_, kind.actor)) for round_ in listed]
    duties = [_duty(kind, words, round_) for round_, words in found if words]
    return DutyGroup(kind.name, str(kind.title), _urgent_first(duties))


def _duty(kind: Kind, words: steps.Words, round_: Round) -> Duty:
    return Duty(
        title=round_.title,
        unit=round_.unit.name,
        state=round_.state,
        state_label=round_.get_state_display(),
        when=_window(round_),
        note=str(_todo(words, round_)),
        action=str(words.link),
        url=_url(kind, round_),
        is_urgent=words.is_urgent,
        is_over=words.is_over,
    )


def _todo(words: steps.Words, round_: Round) -> steps.Text:
    if round_.is_missed and words.todo_missed:
        return words.todo_missed
    return words.todo_late if round_.is_late and words.todo_late else words.todo


def _urgent_first(duties: Iterable[Duty]) -> list[Duty]:
    return sorted(duties, key=lambda duty: (not duty.is_urgent, duty.is_over))


def _window(round_: Round) -> str:
    ends = round_.is_during or round_.is_missed
    moment = round_.closes_at if ends else round_.opens_at
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    words = {"time": date_format(local, "HOUR_FORMAT"), "date": f"{local:%d/%m/%Y}"}
    return str(_label(round_)) % words


def _label(round_: Round) -> Promise:
    if round_.is_during:
        return _("closes at %(time)s on %(date)s")
    if round_.is_missed:
        return _("was to close at %(time)s on %(date)s")
    if round_.is_late:
        return _("was to open at %(time)s on %(date)s")
    if round_.is_before:
        return _("opens at %(time)s on %(date)s")
    return _("meeting of %(date)s")


def _url(kind: Kind, round_: Round) -> str:
    if kind is DESK and round_.is_draft:
        return reverse("admin:rounds_round_change", args=[round_.pk])
    return reverse(kind.page, args=[round_.pk])
