"""Rounds with given counts, moved through allowed steps without casting ballots."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from officials.models import User
from results.models import (
    Certification,
    Document,
    LineCount,
    MinutesSignature,
    MissingSignatures,
    Publication,
    Tally,
)
from results.wanted import wanted_documents
from rounds.models import Round
from rounds.services import moves
from rounds.services.noting import note_event
from tests.ballots.zero import confirm_empty
from tests.roles import make_frozen_round

State = Round.State
STEPS = (State.OPEN, State.CLOSED, State.COUNTED, State.CERTIFIED)
PAPER = b"%PDF-1.7 van ban"
FINGERPRINT = hashlib.sha256(b"box").hexdigest()


def make_certified_round(
    counts: Sequence[tuple[int, int, int]] = ((20, 5, 5), (10, 4, 16), (5, 4, 20)),
    *,
    unit: Any = None,
    round_: Round | None = None,
    **options: Any,
) -> Round:
    """Return a certified round of 30 ballots: one triple of marks for each line."""
    round_ = round_ or make_frozen_round(unit, lines=len(counts), voters=34, **options)
    return certify(round_, counts)


def certify(
    round_: Round, counts: Sequence[tuple[int, int, int]] = ((4, 1, 1), (1, 1, 4), (1, 1, 3))
) -> Round:
    """Move a frozen round to certified, with these marks for its lines in ballot order."""
    voters = round_.electors.count()
    ballots = max(map(sum, counts))
    moves.record_attendance(round_id=round_.pk, present=voters, actor=None)
    _walk(round_)
    Tally.objects.create(
        round=round_,
        summoned=voters,
        present=voters,
        issued=ballots,
        returned=ballots,
        valid=ballots,
        opened_by=[1, 2],
    )
    for line, (high, confidence, low) in zip(round_.lines.order_by("position"), counts, strict=True):
        blank = ballots - high - confidence - low
        LineCount.objects.create(
            line=line, round=round_, high=high, confidence=confidence, low=low, blank=blank
        )
    now = timezone.now()
    Certification.objects.create(round=round_, certified_at=now, closed_at=now, opened_at=now)
    return Round.objects.get(pk=round_.pk)


def _walk(round_: Round) -> None:
    """Each step is a move the database allows; the key ceremony itself is tested elsewhere."""
    election = hashlib.sha256(round_.pk.bytes).hexdigest()
    box = {"box_key": "e2" * 32, "election_id": election, "manifest": b"{}"}
    rounds = Round.objects.filter(pk=round_.pk)
    rounds.update(**box)
    confirm_empty(round_)
    for state in STEPS:
        if state == State.CERTIFIED:
            _sign(round_)
        extra = {"fingerprint": FINGERPRINT} if state == State.CLOSED else {}
        rounds.update(state=state, **extra)
        note_event(round_, state, actor=None)


def _sign(round_: Round) -> None:
    """Only the head has signed; the others have a reason. The signatures are fillers."""
    head, *others = round_.committee.order_by("index")
    filler = {"statement_hash": "0" * 64, "signature": "0" * 128}
    MinutesSignature.objects.create(member=head, round=round_, **filler)
    reasons = {str(member.index): "Vắng mặt" for member in others}
    MissingSignatures.objects.create(round=round_, reasons=reasons, signature="0" * 128)


def make_documents(round_: Round) -> None:
    """Keep the minutes and the report to each authority of a certified round, without rendering them."""
    for wanted in wanted_documents(round_):
        paper = PAPER + str(wanted.authority or "").encode()
        document = Document(round=round_, kind=wanted.kind, authority=wanted.authority)
        document.sha256 = hashlib.sha256(paper).hexdigest()
        document.file.save(f"{document.slug}.pdf", ContentFile(paper))


def publish(round_: Round, by: User, scope: str | None = None) -> Round:
    """Publish in the frozen scope, or in the given one."""
    Round.objects.filter(pk=round_.pk).update(state=State.PUBLISHED)
    note_event(round_, State.PUBLISHED, actor=None)
    Publication.objects.create(round=round_, scope=scope or round_.scope, published_by=by)
    return Round.objects.get(pk=round_.pk)
