"""Rounds of a ministry, walked through the states that the database allows, all at once."""

import datetime
import hashlib
import json
import secrets
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from ballots.models import HeadStatement
from ballots.protocol import statements
from officials.models import Dossier, Official, Post, Unit, User
from results.models import (
    Certification,
    LineCount,
    MinutesSignature,
    MissingSignatures,
    Publication,
    Tally,
)
from rounds.configuration import configuration
from rounds.models import Attendance, CommitteeMember, Line, LinePost, Round, RoundEvent, RuleSet

if TYPE_CHECKING:
    from benchmarks.ministry import Ministry, Scale

State = Round.State
# The states of rounds, one after the other: first one of each, then old ones, of which a ministry has most.
ENDS = (
    *(State.DRAFT, State.FROZEN, State.OPEN, State.CLOSED, State.COUNTED, State.CERTIFIED, State.CANCELLED),
    *(State.PUBLISHED, State.ARCHIVED) * 3,
    *(State.PUBLISHED,) * 7,
)
WAY = (
    State.FROZEN,
    State.OPEN,
    State.CLOSED,
    State.COUNTED,
    State.CERTIFIED,
    State.PUBLISHED,
    State.ARCHIVED,
)
FINGERPRINT = hashlib.sha256(b"box").hexdigest()
MOST = 400  # rolls and teams that name one person; more than one person ever has
AT_ONCE = 1000
Fill = Callable[[list[Round]], None]


def leave_empty(_rounds: list[Round]) -> None:
    """Put no ballots into the boxes."""


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


def add_rounds(ministry: "Ministry", scale: "Scale", fill: Fill) -> None:
    """Add rounds in all states; `fill` may put ballots into the boxes while they are open."""
    first = len(ministry.rounds)
    here = _by_unit(ministry.officials)
    rules = RuleSet.objects.order_by("pk")[0]
    numbers = range(first, first + scale.rounds)
    plans = [_planned(ministry, number, rules, here, scale.lines) for number in numbers]
    if not plans:
        return
    Round.objects.bulk_create([plan.round for plan in plans], batch_size=AT_ONCE)
    _add_lines(plans)
    _add_rolls(ministry, plans, scale.roll)
    _add_teams(ministry, plans)
    _walk(ministry, plans, scale.roll + 1, fill)
    ministry.rounds += Round.objects.filter(pk__in=[plan.round.pk for plan in plans]).order_by("opens_at")


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


def _walk(ministry: "Ministry", plans: list[Planned], roll: int, fill: Fill) -> None:
    """Move all rounds together, each as far as planned; a cancelled round was frozen before."""
    frozen = [plan for plan in plans if plan.end != State.DRAFT]
    _freeze(ministry, frozen)
    cancelled = [plan.round.pk for plan in frozen if plan.end == State.CANCELLED]
    Round.objects.filter(pk__in=cancelled).update(state=State.CANCELLED, cancel_reason="Không đủ người dự")
    _log(cancelled, State.CANCELLED)
    held = [plan for plan in frozen if plan.end not in (State.FROZEN, State.CANCELLED)]
    _lock(held, roll)
    for state in WAY[1:]:
        going = [plan for plan in held if WAY.index(State(plan.end)) >= WAY.index(state)]
        _before(state, ministry, going, roll, fill)
        extra = {"fingerprint": FINGERPRINT} if state == State.CLOSED else {}
        keys = [plan.round.pk for plan in going]
        Round.objects.filter(pk__in=keys).update(state=state, **extra)
        _log(keys, state)


def _before(state: str, ministry: "Ministry", plans: list[Planned], roll: int, fill: Fill) -> None:
    """Write what a round must hold before it takes this state."""
    if state == State.CLOSED:
        fill([plan.round for plan in plans])
    elif state == State.COUNTED:
        _count(plans, roll)
    elif state == State.CERTIFIED:
        _sign(plans)
    elif state == State.PUBLISHED:
        Publication.objects.bulk_create(
            Publication(round=plan.round, scope=plan.round.scope, published_by=ministry.people["secretary"])
            for plan in plans
        )


def _freeze(ministry: "Ministry", plans: list[Planned]) -> None:
    """Freeze all with one statement; what is equal for all is read from one of them."""
    if not plans:
        return
    model = configuration(plans[0].round)
    configs = [_configuration(model, plan) for plan in plans]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE rounds_round SET state = %s, config = new.config, rule_set_copy = %s::jsonb,
              authority_id = %s, roll_salt = sha256(new.config)
            FROM unnest(%s::uuid[], %s::bytea[]) AS new(id, config) WHERE rounds_round.id = new.id
            """,
            [
                State.FROZEN.value, json.dumps(model["rule_set"]), ministry.units[0].pk,
                [plan.round.pk for plan in plans], configs,
            ],
        )  # fmt: skip
    _log([plan.round.pk for plan in plans], State.FROZEN)


def _configuration(model: dict[str, Any], plan: Planned) -> bytes:
    round_ = plan.round
    lines = [
        {
            "position": n,
            "name": one.official.full_name,
            "posts": [one.work.title, one.party.title],
            "papers": "",
        }
        for n, one in enumerate(plan.judged, 1)
    ]
    own = {
        "round": str(round_.pk), "title": round_.title, "unit": round_.unit.name,
        "unit_code": round_.unit.document_code, "campaign": round_.campaign.name, "lines": lines,
        "roll": secrets.token_hex(32), "opens_at": _iso(round_.opens_at), "closes_at": _iso(round_.closes_at),
    }  # fmt: skip
    return json.dumps({**model, **own}, ensure_ascii=False).encode()


def _iso(moment: datetime.datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _lock(plans: list[Planned], roll: int) -> None:
    """Give the boxes keys that open nothing, let the heads confirm them empty, and count the people present."""
    Attendance.objects.bulk_create(Attendance(round=plan.round, present=roll) for plan in plans)
    keys = [plan.round.pk for plan in plans]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE rounds_round SET box_key = encode(sha256(config), 'hex'), manifest = config, "
            "election_id = encode(sha256('election' || config), 'hex') WHERE id = ANY(%s::uuid[])",
            [keys],
        )
    HeadStatement.objects.bulk_create(
        HeadStatement(round_id=pk, kind="zero", content=statements.zero(), signature="0" * 128) for pk in keys
    )
    Round.objects.filter(pk__in=keys).update(zero_at=timezone.now())


def _count(plans: list[Planned], roll: int) -> None:
    numbers = dict.fromkeys(("summoned", "present", "issued", "returned", "valid"), roll)
    Tally.objects.bulk_create(Tally(round=plan.round, opened_by=[1, 2], **numbers) for plan in plans)
    low = roll // 5
    lines = Line.objects.filter(round__in=[plan.round.pk for plan in plans])
    LineCount.objects.bulk_create(
        (
            LineCount(
                line=line, round_id=line.round_id, high=roll - 2 * low, confidence=low, low=low, blank=0
            )
            for line in lines
        ),
        batch_size=AT_ONCE,
    )


def _sign(plans: list[Planned]) -> None:
    """Sign as the head and give reasons for the others; the signatures are fillers."""
    heads = CommitteeMember.objects.filter(round__in=[plan.round.pk for plan in plans], role="head")
    filler = {"statement_hash": "0" * 64, "signature": "0" * 128}
    MinutesSignature.objects.bulk_create(
        MinutesSignature(member=head, round_id=head.round_id, **filler) for head in heads
    )
    reasons = {"2": "Vắng mặt", "3": "Vắng mặt"}
    MissingSignatures.objects.bulk_create(
        MissingSignatures(round=plan.round, reasons=reasons, signature="0" * 128) for plan in plans
    )
    Certification.objects.bulk_create(
        Certification(round=plan.round, certified_at=day, closed_at=day, opened_at=day, signed_by=[1])
        for plan in plans
        if (day := plan.round.closes_at)
    )


def _log(keys: Iterable[uuid.UUID], event: str) -> None:
    RoundEvent.objects.bulk_create((RoundEvent(round_id=pk, event=event) for pk in keys), batch_size=AT_ONCE)
