"""Statements that the head of the counting team signs on the own device (docs/protocol.md §11.1)."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ballots.errors import BallotError
from ballots.manifest import keys_of
from ballots.models import HeadStatement
from ballots.protocol import statements
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
    written = _written(content)
    if known := _known(round_, written, signature):
        return known
    kind, expected = _expected(round_, written)
    _require_signature(round_, head, expected, signature)
    made = HeadStatement.objects.create(round=round_, kind=kind, content=expected, signature=signature)
    DONE[kind](round_, made, user)
    return made


def _written(content: dict[str, Any]) -> bytes:
    """Return the bytes that are signed; contents are compared as bytes, where `false` is not `0`."""
    try:
        return canonical_json(content)
    except (ValueError, RecursionError):
        return b""


def _known(round_: Round, written: bytes, signature: str) -> HeadStatement | None:
    rows = HeadStatement.objects.filter(round=round_)
    return next((r for r in rows if (canonical_json(r.content), r.signature) == (written, signature)), None)


def _expected(round_: Round, written: bytes) -> tuple[str, dict[str, Any]]:
    """Return what is to be stated now if it is exactly what was sent. Raises `Outdated`."""
    for kind, asked in EXPECTED.items():
        content = asked(round_)
        if content is not None and canonical_json(content) == written:
            return kind, content
    raise Outdated


def _require_signature(round_: Round, head: CommitteeMember, content: dict[str, Any], signature: str) -> None:
    key = keys_of(bytes(round_.manifest or b"{}")).signing[head.index]
    try:
        raw = bytes.fromhex(signature)
    except ValueError:
        raw = b""
    # Only the spelling that the bundle prescribes, because the stored text is published unchanged.
    is_spelled = raw.hex() == signature
    if not (is_spelled and statements.holds(key, raw, bytes.fromhex(round_.election_id or ""), content)):
        raise NotSigned


def _zero(round_: Round) -> dict[str, Any] | None:
    is_due = steps.takes_place("confirm_empty", round_) and round_.box_key and round_.zero_at is None
    return statements.zero() if is_due else None


def _confirmed_empty(round_: Round, made: HeadStatement, user: User) -> None:
    moves.record_zero(round_=round_, at=made.at, actor=user)


EXPECTED: Mapping[str, Callable[[Round], dict[str, Any] | None]] = {Kind.ZERO: _zero}
DONE: Mapping[str, Callable[[Round, HeadStatement, User], None]] = {Kind.ZERO: _confirmed_empty}
