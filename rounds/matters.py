"""Reads about matters to clarify; the permission is part of the query."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from officials.models import Official, UnitRole, User
from officials.selectors import units_held
from rounds import deadlines, states
from rounds.entries import code_of
from rounds.models import Elector, Line, LinePost, Matter, Round
from rounds.selectors import rounds_for_secretary, rounds_for_voter
from rounds.states import Actor, Voting

ABOUT_MATTERS = ("matter_asked", "matter_answered", "matter_withheld")  # in the log of a round
QUESTIONS, ANSWERS = "questions_due_days", "answers_due_days"


def last_day(round_: Round) -> datetime.date | None:
    """Return the last day for sending matters; None while the day of the meeting is not set."""
    return deadlines.last_days(round_).get(QUESTIONS)


def last_day_of_answers(round_: Round) -> datetime.date | None:
    """Return the last day for answering; None while the day of the meeting is not set."""
    return deadlines.last_days(round_).get(ANSWERS)


def rounds_to_read(*, user: User) -> QuerySet[Round]:
    """Return the rounds whose dossiers a voter reads now."""
    return rounds_for_voter(user=user).exclude(state__in=states.hiding_dossiers())


def rounds_to_ask_about(*, user: User) -> QuerySet[Round]:
    """Return the rounds in which the user may send matters: as voter, or for an authority of one of the officials.

    Of an authority, leadership and secretariat send.
    """
    on_roll = Elector.objects.filter(round=OuterRef("pk"), user=user)
    governed = lines_governed(user).filter(round=OuterRef("pk"))
    seen = Round.objects.filter(state__in=states.seen_by(Actor.VOTER), is_rehearsal=False)
    seen = seen.exclude(state__in=states.hiding_dossiers())
    return seen.filter(Exists(on_roll) | Exists(governed)).select_related("unit", "campaign", "rule_set")


def lines_governed(user: User) -> QuerySet[Line]:
    """Return the lines of officials whom an authority of the user manages: as frozen, before by a post printed."""
    units = units_governed(user)
    printed = LinePost.objects.filter(line=OuterRef("pk"))
    managed = printed.filter(
        Q(post__managed_by__in=units) | Q(post__managed_by=None, post__unit__authority__in=units)
    )
    return Line.objects.filter(Q(managed_by__in=units) | (Q(managed_by=None) & Exists(managed)))


def rounds_to_govern(*, user: User) -> QuerySet[Round]:
    """Return the meetings about which an authority of the user may still send matters, the next one first.

    Those in which the user votes, and those of units that the user keeps, are found elsewhere.
    """
    open_states = [state for state in states.announced() if states.may_change(state, states.Part.PAPERS)]
    found = rounds_to_ask_about(user=user).filter(state__in=open_states).exclude(electors__user=user)
    found = found.exclude(pk__in=rounds_for_secretary(user=user).order_by().values("pk"))
    # Both as `last_day` reads them of a round that is not frozen.
    day = TruncDate("opens_at", tzinfo=timezone.get_current_timezone()) - F(f"rule_set__{QUESTIONS}")
    found = found.annotate(last_day=ExpressionWrapper(day, DateField()))
    found = found.filter(last_day__gte=timezone.localdate()).defer("config", "manifest")
    return found.order_by("opens_at", "title", "pk")


def units_governed(user: User) -> set[int]:
    """Return ids of the units in which the user acts for an authority."""
    return units_held(user, UnitRole.Role.LEADERSHIP, UnitRole.Role.SECRETARIAT)


def round_to_read(*, user: User, pk: UUID) -> Round:
    """Return a round whose matters the user sends or reads; raises `Round.DoesNotExist` for everybody else."""
    may_ask = rounds_to_ask_about(user=user).order_by().values("pk")
    keeps = rounds_for_secretary(user=user).order_by().values("pk")
    found = Round.objects.filter(Q(pk__in=may_ask) | Q(pk__in=keeps))
    return found.select_related("unit", "campaign", "rule_set").get(pk=pk)


def takes_matters(round_: Round) -> bool:
    """Return whether matters may still be sent: the voters know the ballot, and it is not frozen."""
    is_known = round_.state in states.seen_by(Actor.VOTER)
    return is_known and not round_.is_after and states.may_change(round_.state, states.Part.PAPERS)


def lines_to_read(round_: Round) -> QuerySet[Line]:
    """Return the lines in ballot order with posts and papers; a fixed number of queries."""
    lines = Line.objects.filter(round=round_).select_related("official", "dossier").order_by("position")
    return lines.prefetch_related("posts", "dossier__documents")


def officials_on(lines: Iterable[Line]) -> QuerySet[Official]:
    """Return the officials of these lines of a ballot, in its order."""
    return Official.objects.filter(lines__in=[line.pk for line in lines]).order_by("lines__position")


def grouped(rows: Iterable[Matter]) -> dict[int, list[Matter]]:
    """Return official → matters, in the order given."""
    found = defaultdict[int, list[Matter]](list)
    for matter in rows:
        found[matter.official_id].append(matter)
    return found


def of_asker(round_: Round, user: User) -> QuerySet[Matter]:
    """Return what this person asked in a round."""
    return Matter.objects.filter(round=round_, asked_by=user).select_related("official")


def shown_of(round_: Round) -> dict[int, list[Matter]]:
    """Return official → the matters that voters read, in the order of reading; one query."""
    rows = Matter.objects.filter(round=round_, withheld="").defer("asked_by")
    return grouped(rows.order_by("asked_on", "pk"))


def for_secretary(*, user: User, round_: Round) -> list[Matter]:
    """Return all matters of one of the secretary's rounds, with those who asked.

    A secretary on the ballot reads what is asked about the own person as every official does: without names and
    without what was withheld.
    """
    mine = rounds_for_secretary(user=user).filter(pk=round_.pk).order_by()
    rows = Matter.objects.filter(round__in=mine.values("pk")).select_related("official", "asked_by")
    rows = rows.exclude(~Q(withheld=""), official__user=user)
    found = list(rows.order_by("official__sort_key", "official", "asked_on", "pk"))
    for matter in found:
        if matter.official.user_id == user.pk:
            matter.asked_by = None
    return found


def acts_hidden(*, user: User, round_: Round) -> tuple[str, ...]:
    """Return the acts that the history of the round keeps from a secretary about whom a matter was asked.

    The log holds what was withheld, which `for_secretary` tells such a secretary nothing of.
    """
    is_concerned = Matter.objects.filter(round=round_, official__user=user).exists()
    return tuple(map(code_of, ABOUT_MATTERS)) if is_concerned else ()


def for_official(*, user: User, official: Official) -> QuerySet[Matter]:
    """Return the matters about an official, for that person and those who file for the official; without askers."""
    rows = Matter.objects.filter(official=official, withheld="").defer("asked_by")
    live = rows.exclude(round__state__in=[*states.void(), *states.hiding_dossiers()])
    if official.user_id != user.pk:
        live = live.filter(round__in=rounds_for_secretary(user=user).order_by().values("pk"))
    return live.select_related("round__unit", "round__rule_set").order_by("round__opens_at", "asked_on", "pk")


def matter_to_answer(*, user: User, pk: UUID) -> Matter:
    """Return a matter that the user answers: as the official, or as secretary for one without an account.

    Raises `Matter.DoesNotExist` for everybody else.
    """
    own = Q(official__user=user)
    for_others = Q(official__user=None, round__in=rounds_for_secretary(user=user).order_by().values("pk"))
    return Matter.objects.filter(own | for_others, withheld="").select_related("official", "round").get(pk=pk)


def matter_to_withhold(*, user: User, pk: UUID) -> Matter:
    """Return a matter of one of the secretary's rounds, unless it is about the secretary.

    Raises `Matter.DoesNotExist`.
    """
    mine = rounds_for_secretary(user=user).order_by().values("pk")
    rows = Matter.objects.filter(round__in=mine).exclude(official__user=user)
    return rows.select_related("official", "round").get(pk=pk)


def own_matters(*, user: User) -> list[Matter]:
    """Return the matters that the user, as an official, answers or may correct now, without askers; one query."""
    rows = Matter.objects.filter(official__user=user, withheld="").exclude(
        round__state__in=states.at(Voting.AFTER)
    )
    rows = rows.defer("asked_by").select_related("round__unit", "round__rule_set", "official")
    found = rows.order_by("round__opens_at", "asked_on", "pk")
    return [matter for matter in found if matter.takes_answer]


def waiting_for_answers(*, user: User) -> QuerySet[Matter]:
    """Return the matters that the user, as an official, has not answered before the vote."""
    return Matter.objects.filter(
        official__user=user, withheld="", answer="", round__state__in=states.at(Voting.BEFORE)
    )
