"""The numbers that move while somebody watches the desk; small, and never a mark."""

from typing import Any

from django.db.models import F

from ballots.models import (
    CastBallot,
    CeremonyMessage,
    EncryptedTally,
    IssuedBallot,
    PartialDecryption,
    ProofCheck,
)
from operations.health import failing_service
from results.models import Document, MinutesSignature
from rounds.models import Round

State = Round.State
Step = CeremonyMessage.Step
NEEDS_MACHINERY = (State.FROZEN, State.OPEN, State.CLOSED, State.CERTIFIED)


def progress_of(round_: Round) -> dict[str, Any]:
    """Return the moving numbers as plain data.

    Keys: state, stage (changes whenever the page must be shown anew), summoned, present (None when
    not recorded), issued, cast, checked, counted, done (indexes of members), documents, fault (the
    part that keeps ballots from being counted: redis, worker or beat).
    """
    numbers = {
        "state": round_.state,
        "summoned": round_.electors.count(),
        "present": _present(round_),
        "issued": IssuedBallot.objects.filter(round=round_).count(),
        "cast": CastBallot.objects.filter(round=round_).count(),
        "checked": ProofCheck.objects.filter(ballot__round=round_).count(),
        "counted": EncryptedTally.objects.filter(pk=round_.pk).exists(),
        "done": members_done(round_),
        "documents": sorted(set(Document.objects.filter(round=round_).values_list("kind", flat=True))),
        "fault": failing_service() if round_.state in NEEDS_MACHINERY else "",
    }
    return {**numbers, "stage": _stage(round_, numbers)}


def _present(round_: Round) -> int | None:
    attendance = getattr(round_, "attendance", None)
    return attendance.present if attendance else None


def _stage(round_: Round, numbers: dict[str, Any]) -> str:
    """Change when something other than a number on the page changes; turnout alone does not."""
    all_in = numbers["issued"] == numbers["cast"] and numbers["cast"] == numbers["summoned"]
    parts = [
        round_.state,
        bool(round_.box_key),
        round_.issuing_ended_at is not None,
        numbers["counted"],
        numbers["done"],
        numbers["documents"],
        numbers["fault"],
        numbers["present"],
        round_.state == State.OPEN and all_in,
        round_.events.count(),
    ]
    return "|".join(str(part) for part in parts)


def members_done(round_: Round) -> list[int]:
    """Return the indexes of the members who have done what the state asks of the team."""
    if round_.state == State.FROZEN:
        return _confirmed(round_)
    if round_.state == State.CLOSED:
        good = PartialDecryption.objects.filter(round=round_, good=True)
        return sorted(good.values_list("member__index", flat=True))
    signed = MinutesSignature.objects.filter(round=round_)
    return sorted(signed.values_list("member__index", flat=True))


def _confirmed(round_: Round) -> list[int]:
    running = CeremonyMessage.objects.filter(round=round_, attempt=F("round__keys__attempt"))
    messages = running.filter(step=Step.CONFIRM)
    return sorted(messages.values_list("member__index", flat=True))
