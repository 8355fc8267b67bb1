"""Tasks of a user on the home page, read from the table of steps."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
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
from rounds.ordering import by_phase, first_of_each_phase
from rounds.states import Actor
from secretariat.finding_rounds import rounds_found

# Columns that the home page needs; frozen configuration and manifest are left out because they can be large.
SHOWN = (
    *("id", "title", "state", "opens_at", "closes_at", "unit__name"),
    # Read by conditions of steps.
    *("box_key", "is_paused", "is_rehearsal", "issuing_ended_at", "marking", "zero_at"),
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
    """The first duties of one kind: `vote`, `committee` or `desk`; `more` are not shown."""

    kind: str
    title: str
    duties: list[Duty]
    more: int


CANCELLED_SHOWN = datetime.timedelta(days=30)  # after the meeting


SHOWN_AT_ONCE = 5  # on the home page, of rounds that are open, to come, waiting, or over
PER_PAGE = 20
WHERE_FOUND = ("search_key", "unit__search_key")


@dataclass(frozen=True)
class Kind:
    """A kind of duty: its actor, its heading, the page where it is done, and the rounds of a user."""

    name: str
    actor: Actor
    title: Promise
    page: str
    rounds: Callable[..., QuerySet[Round]]


VOTE = Kind("vote", Actor.VOTER, _("Votes"), "ballots:vote", rounds_on_ballot)
COMMITTEE = Kind(
    "committee", Actor.COMMITTEE, _("Counting team"), "ballots:committee", selectors.rounds_for_committee
)
DESK = Kind(
    "desk", Actor.SECRETARY, _("Secretary’s desk"), "secretariat:desk", selectors.rounds_for_secretary
)
KINDS = {kind.name: kind for kind in (VOTE, COMMITTEE, DESK)}


def urgent_first(groups: list[DutyGroup]) -> tuple[list[Duty], list[DutyGroup]]:
    """Return the urgent duties of all kinds, and the groups with the others."""
    urgent = [duty for group in groups for duty in group.duties if duty.is_urgent]
    others = [
        replace(group, duties=[duty for duty in group.duties if not duty.is_urgent]) for group in groups
    ]
    return urgent, [group for group in others if group.duties or group.more]


def duties_for(user: User) -> list[DutyGroup]:
    """Return the user's first duties of each kind, urgent ones first; one query for each kind."""
    groups = [_group(kind, user) for kind in KINDS.values()]
    return [group for group in groups if group.duties]


def duty_page(user: User, kind: Kind, *, text: str, number: str | None) -> tuple[Page[Round], list[Duty]]:
    """Return a page of all rounds of a kind with its duties.

    Each has the words of `text` in title or unit; a day (31/12/2026) among them is that of the meeting.
    """
    found = by_phase(rounds_found(_listed(kind, user), text, *WHERE_FOUND), kind.actor)
    page = Paginator(found, PER_PAGE).get_page(number)
    return page, _duties(kind, page)


def _group(kind: Kind, user: User) -> DutyGroup:
    listed = _listed(kind, user)
    first = first_of_each_phase(listed, kind.actor, SHOWN_AT_ONCE)
    shown = list(first.annotate(total=selectors.number_of(listed)))
    duties = sorted(_duties(kind, shown), key=lambda duty: (not duty.is_urgent, duty.is_over))
    more = shown[0].total - len(shown) if shown else 0
    return DutyGroup(kind.name, str(kind.title), duties, more)


def _listed(kind: Kind, user: User) -> QuerySet[Round]:
    past = timezone.now() - CANCELLED_SHOWN
    listed = kind.rounds(user=user).filter(state__in=steps.asked_states(kind.actor))
    listed = listed.exclude(state__in=states.void(), opens_at__lt=past)
    return listed.select_related(None).select_related("unit").only(*SHOWN)


def _duties(kind: Kind, rounds: Iterable[Round]) -> list[Duty]:
    found = [(round_, steps.words_for(round_, kind.actor)) for round_ in rounds]
    return [_duty(kind, words, round_) for round_, words in found if words]


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
    if kind is DESK and round_.is_editable:
        return reverse("admin:rounds_round_change", args=[round_.pk])
    return reverse(kind.page, args=[round_.pk])
