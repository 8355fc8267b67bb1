"""Rounds of a ministry as drafts, each with the state that it is planned for."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.utils import timezone

from benchmarks import planner
from officials.models import Dossier, Official, Post, Unit, User
from rounds.models import CommitteeMember, Line, LinePost, Round, RuleSet

if TYPE_CHECKING:
    from benchmarks.ministry import Ministry, Scale

State = Round.State
# The states of rounds, one after the other: first one of each, then old ones, of which a ministry has most.
ENDS = (
    *(State.DRAFT, State.FROZEN, State.OPEN, State.CLOSED, State.COUNTED, State.CERTIFIED, State.CANCELLED),
    *(State.PUBLISHED, State.ARCHIVED) * 3,
    *(State.PUBLISHED,) * 7,
)
MOST = 400  # rolls and teams that name one person; more than one person ever has
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Judged:
    """An official with the posts and the dossier that a ballot needs."""

    official: Official
    unit: Unit
    work: Post
    party: Post
    dossier: Dossier


@dataclass(frozen=True, slots=True)
class Planned:
    """A round with the state it is brought to, and the officials on its ballot."""

    round: Round
    end: str
    judged: list[Judged]


def add_rounds(ministry: "Ministry", scale: "Scale") -> list[Planned]:
    """Add drafts with lines, rolls and counting teams, planned for all states in turn."""
    first = len(ministry.rounds)
    here = _by_unit(ministry.officials)
    rules = RuleSet.objects.order_by("pk")[0]
    numbers = range(first, first + scale.rounds)
    plans = [_planned(ministry, number, rules, here, scale.lines) for number in numbers]
    if plans:
        Round.objects.bulk_create([plan.round for plan in plans], batch_size=AT_ONCE)
        _add_lines(plans)
        _add_rolls(ministry, plans, scale.roll)
        _add_teams(ministry, plans)
    return plans


def _by_unit(officials: Iterable[Judged]) -> dict[int, list[Judged]]:
    found: dict[int, list[Judged]] = {}
    for one in officials:
        found.setdefault(one.unit.pk, []).append(one)
    return found


def _planned(
    ministry: "Ministry", number: int, rules: RuleSet, here: dict[int, list[Judged]], lines: int
) -> Planned:
    units, end = ministry.units[1:], ENDS[number % len(ENDS)]
    unit = units[(number + number // len(ENDS)) % len(units)]  # so that no unit has rounds of one state only
    campaign = ministry.campaigns[number // len(units) % len(ministry.campaigns)]
    opens = timezone.now() + _when(end, number)
    round_ = Round(
        id=uuid.uuid4(),
        campaign=campaign,
        unit=unit,
        rule_set=rules,
        title=f"Hội nghị lấy phiếu tín nhiệm {unit.name}, lần {number + 1}",
        place="Hội trường A",
        chair_name="Phạm Quốc Hưng",
        chair_title="Thủ trưởng đơn vị",
        opens_at=opens,
        closes_at=opens + datetime.timedelta(hours=4),
    )
    return Planned(round_, end, here.get(unit.pk, [])[:lines])


def _when(end: str, number: int) -> datetime.timedelta:
    if end in (State.DRAFT, State.FROZEN):
        return datetime.timedelta(days=30, minutes=number)
    if end == State.OPEN:
        return datetime.timedelta(hours=-1)
    return datetime.timedelta(days=-1 - number)


def _add_lines(plans: list[Planned]) -> None:
    rows = [
        (Line(round=plan.round, position=place, official=one.official, dossier=one.dossier), one)
        for plan in plans
        for place, one in enumerate(plan.judged, 1)
    ]
    Line.objects.bulk_create([line for line, _one in rows], batch_size=AT_ONCE)
    planner.count_rows()
    posts = ((line, post) for line, one in rows for post in (one.work, one.party))
    LinePost.objects.bulk_create((LinePost(line=line, post=post) for line, post in posts), batch_size=AT_ONCE)


def _add_rolls(ministry: "Ministry", plans: list[Planned], size: int) -> None:
    """Write the names as freezing would.

    Each roll holds the people of the unit and of the units after it, and the voter of the ministry.
    """
    units = [unit.pk for unit in ministry.units]
    people = list(
        User.objects.filter(pk__in=ministry.accounts).order_by("unit_id", "pk").values_list("pk", flat=True)
    )
    starts = [len(people) * units.index(plan.round.unit_id) // len(units) for plan in plans]
    keys = [plan.round.pk for plan in plans]
    drafts = [plan.round.pk for plan in plans if plan.end == State.DRAFT]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO rounds_elector (round_id, user_id, capacity, name, sort_key)
            SELECT r.id, u.id, '', CASE WHEN d THEN '' ELSE u.full_name END, CASE WHEN d THEN '' ELSE u.sort_key END
            FROM (SELECT id, start, n, id = ANY(%(drafts)s::uuid[]) AS d
                  FROM unnest(%(keys)s::uuid[], %(starts)s::int[]) WITH ORDINALITY AS k(id, start, n)) AS r
            CROSS JOIN LATERAL (
                SELECT (%(people)s::bigint[])[1 + (r.start + s) %% %(count)s] AS person
                FROM generate_series(0, %(size)s - 1) AS s
                UNION SELECT %(voter)s WHERE r.n <= %(most)s) AS p
            JOIN officials_user u ON u.id = p.person
            """,
            {
                "keys": keys, "drafts": drafts, "starts": starts, "people": people, "count": len(people),
                "size": min(size, len(people)), "voter": ministry.people["voter"].pk, "most": MOST,
            },
        )  # fmt: skip


def _add_teams(ministry: "Ministry", plans: list[Planned]) -> None:
    """Let the member of the ministry head the first teams; all others are people of the rolls in turn."""
    members = []
    for number, plan in enumerate(plans):
        team = [ministry.accounts[(3 * number + place) % len(ministry.accounts)] for place in range(3)]
        if number < MOST:
            team[0] = ministry.people["member"].pk
        for index, (pk, role) in enumerate(zip(team, ("head", "member", "member"), strict=True), 1):
            members.append(CommitteeMember(round=plan.round, user_id=pk, role=role, index=index))
    CommitteeMember.objects.bulk_create(members, batch_size=AT_ONCE)
