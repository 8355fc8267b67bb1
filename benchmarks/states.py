"""Rounds of a ministry, walked through the states that the database allows, all at once."""

import datetime
import hashlib
import json
import secrets
import uuid
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from audit.services import note_each
from ballots.models import HeadStatement
from ballots.protocol import statements
from benchmarks.meetings import AT_ONCE, Planned
from results.models import (
    Certification,
    LineCount,
    MinutesSignature,
    MissingSignatures,
    Publication,
    Tally,
)
from rounds.configuration import configuration
from rounds.entries import code_of
from rounds.models import Attendance, CommitteeMember, Line, Round

if TYPE_CHECKING:
    from benchmarks.ministry import Ministry

State = Round.State
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
Fill = Callable[[list[Round]], None]


def leave_empty(_rounds: list[Round]) -> None:
    """Put no ballots into the boxes."""


def walk(ministry: "Ministry", plans: list[Planned], roll: int, fill: Fill) -> None:
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
              authority_id = %s, roll_salt = sha256(new.config), unannounced_reason = 'Họp gấp'
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
    with transaction.atomic():
        note_each(code_of(event), actor=None, subjects=Round.objects.filter(pk__in=list(keys)))
