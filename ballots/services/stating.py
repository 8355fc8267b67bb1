"""Statements that the head of the counting team signs on the own device (docs/protocol.md §11.1)."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ballots import asked
from ballots.errors import BallotError
from ballots.manifest import keys_of
from ballots.models import HeadStatement
from ballots.protocol import signing, statements
from ballots.services import asking, closing
from common.canonical import canonical_json
from officials.models import User
from rounds import selectors, steps
from rounds.locks import lock_round
from rounds.models import CommitteeMember, Round
from rounds.services import moves

Kind = HeadStatement.Kind


class StatementRefused(BallotError):
    """A statement was refused; nothing was stored."""

    code = "statement"


class OnlyTheHead(StatementRefused):
    """Another member sent it."""

    code, status = "head", 403
    sentence = _("Only the head of the counting team confirms this.")


class Outdated(StatementRefused):
    """The statement is not asked for now, or its numbers have changed; the page shows them again."""

    code = "outdated"
    sentence = _("This has changed meanwhile. Look at the page again; it shows what is to be confirmed now.")


class NotSigned(StatementRefused):
    """The signature is not the head's, over exactly this content."""

    code, status = "signature", 422
    sentence = _("This confirmation was not made with your key of this round.")


@transaction.atomic
def state(*, user: User, round_id: uuid.UUID, content: dict[str, Any], signature: str) -> HeadStatement:
    """Store a statement of the head (signature in hex) and do what it allows; repeating it does nothing.

    Raises `Round.DoesNotExist` outside the team, else a `StatementRefused`.
    """
    selectors.round_for_committee(user=user, pk=round_id)
    round_ = lock_round(round_id)
    head = round_.committee.get(user=user)
    if head.role != CommitteeMember.Role.HEAD:
        raise OnlyTheHead
    if known := _known(round_, content, signature):
        return known
    kind = _kind(round_, content)
    _require_signature(round_, head, content, signature)
    made = HeadStatement.objects.create(round=round_, kind=kind, content=content, signature=signature)
    DONE[kind](round_, made, user)
    return made


def _known(round_: Round, content: dict[str, Any], signature: str) -> HeadStatement | None:
    """Return the statement if it was stored before; contents are compared as bytes, where `false` is not `0`."""
    written = _written(content)
    rows = HeadStatement.objects.filter(round=round_)
    return next((r for r in rows if (_written(r.content), r.signature) == (written, signature)), None)


def _written(content: dict[str, Any]) -> bytes:
    try:
        return canonical_json(content)
    except (ValueError, RecursionError):
        raise Outdated from None


def _kind(round_: Round, content: dict[str, Any]) -> str:
    """Return the kind of what is to be stated now, if this is it. Raises `Outdated`."""
    kind = content.get("kind")
    if not isinstance(kind, str) or kind not in FITS or not FITS[kind](round_, content):
        raise Outdated
    return kind


def _require_signature(round_: Round, head: CommitteeMember, content: dict[str, Any], signature: str) -> None:
    key = keys_of(bytes(round_.manifest or b"{}")).signing[head.index]
    election = bytes.fromhex(round_.election_id or "")
    if not statements.holds(key, signing.from_hex(signature), election, content):
        raise NotSigned


def _zero(round_: Round, content: dict[str, Any]) -> bool:
    is_due = steps.takes_place("confirm_empty", round_) and round_.box_key and round_.zero_at is None
    return bool(is_due) and canonical_json(content) == canonical_json(statements.zero())


def _close(round_: Round, content: dict[str, Any]) -> bool:
    """Whether the head agrees to close: the numbers seen on the device may have grown meanwhile."""
    request, now = asked.asked(round_, Kind.CLOSE), asked.numbers(round_)
    if request is None or set(content) != {"kind", *now} or content["present"] != now["present"]:
        return False
    seen = [content[name] for name in ("cast", "issued")]
    is_whole = all(type(number) is int for number in (*seen, content["present"]))
    return is_whole and round_.min_ballots <= seen[0] <= now["cast"] and seen[0] <= seen[1] <= now["issued"]


def _present(round_: Round, content: dict[str, Any]) -> bool:
    request = asked.asked(round_, Kind.PRESENT)
    return request is not None and canonical_json(request.content) == canonical_json(content)


def _confirmed_empty(round_: Round, made: HeadStatement, user: User) -> None:
    moves.record_zero(round_=round_, at=made.at, actor=user)


def _agreed_to_close(round_: Round, made: HeadStatement, user: User) -> None:
    closing.end_agreed(round_=round_, head=user)


def _agreed_to_correct(round_: Round, made: HeadStatement, user: User) -> None:
    asking.correct_present(round_=round_, statement=made, head=user)


FITS: Mapping[str, Callable[[Round, dict[str, Any]], bool]] = {
    Kind.ZERO: _zero,
    Kind.CLOSE: _close,
    Kind.PRESENT: _present,
}
DONE: Mapping[str, Callable[[Round, HeadStatement, User], None]] = {
    Kind.ZERO: _confirmed_empty,
    Kind.CLOSE: _agreed_to_close,
    Kind.PRESENT: _agreed_to_correct,
}
