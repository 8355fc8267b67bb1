"""The key ceremony on the server: it stores each valid message once (docs/protocol.md §7).

Every transaction here takes the round's lock first; otherwise the last two members, confirming at
the same instant, could each find the other missing.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ballots import keys as key_files
from ballots.attempts import CeremonyAttempt
from ballots.errors import BallotError
from ballots.events import COMPLAINED, RESTARTED
from ballots.manifest import keys_of
from ballots.models import BoxKey, CeremonyMessage
from ballots.protocol import receipt
from ballots.protocol.ceremony import CeremonyError, check_message, judge_complaint, make_server_share
from ballots.protocol.group import base_mul
from ballots.protocol.identity import config_hash
from ballots.selectors import box_keys, ceremony_of, round_to_restart
from ballots.services.telling_team import stop_asking
from officials.models import User
from rounds import selectors, steps
from rounds.locks import lock_round
from rounds.models import CommitteeMember, Round
from rounds.services.moves import record_box
from rounds.services.noting import note_event

Step = CeremonyMessage.Step


class CeremonyRefused(BallotError):
    """A message was refused; nothing was changed."""


class NotRunning(CeremonyRefused):
    """No ceremony is running: the round is not frozen, or the box is already locked."""

    code = "not_running"


class OldAttempt(CeremonyRefused):
    """The ceremony was restarted meanwhile; the page reads the messages and joins."""

    code = "attempt"
    sentence = gettext_lazy("The ceremony was started again. This page joins it automatically.")


class DoneElsewhere(CeremonyRefused):
    """Another device of the same member was first."""

    code = "elsewhere"
    sentence = gettext_lazy("This step was already done on another device.")


class BadMessage(CeremonyRefused):
    """The message is malformed, unsigned, out of order or false; nothing was stored."""

    code, status = "message", 422
    sentence = gettext_lazy("This message does not belong to this ceremony.")


SENTENCES = {
    "order": gettext_lazy("The other members have not finished the step before this one."),
    "transcript": gettext_lazy("This device saw another ceremony than the server."),
    "server_key": gettext_lazy("This device saw other server keys than the server's own."),
    "election": gettext_lazy("This device would confirm another election than the server shows."),
}


def start(*, round_id: uuid.UUID) -> BoxKey:
    """Create the server's keys of a frozen round; repeating it does nothing. Raises `NotRunning`."""
    with transaction.atomic():
        round_ = lock_round(round_id)
        if found := BoxKey.objects.filter(pk=round_id).first():
            return found
        if not steps.takes_place("lock_box", round_):
            raise NotRunning(_("The configuration of this round is not frozen."))
        secret = key_files.create(round_.pk)
        digest = config_hash(bytes(round_.config or b""))
        public = make_server_share(
            digest,
            receipt_key=receipt.public_key(secret.receipt_secret),
            token_key=base_mul(secret.token_secret),
            secret=secret.share_secret,
        )
        return BoxKey.objects.create(round=round_, server_public=public.to_json())


@transaction.atomic
def post(
    *, user: User, round_id: uuid.UUID, attempt: int, step: str, payload: dict[str, Any]
) -> CeremonyMessage:
    """Store a member's message; repeating it gets the same answer.

    The last confirmation locks the box; a complaint restarts the ceremony. Raises
    `Round.DoesNotExist` outside the team, else a `CeremonyRefused`.
    """
    selectors.round_for_committee(user=user, pk=round_id)
    round_ = lock_round(round_id)
    member = round_.committee.get(user=user)
    if known := _known(member, attempt, step, payload):
        return known
    ceremony = ceremony_of(round_, _running(round_))
    if ceremony.keys.attempt != attempt:
        raise OldAttempt
    _require_fit(ceremony, member, step, payload)
    message = CeremonyMessage.objects.create(
        round=round_, attempt=attempt, member=member, step=step, payload=payload
    )
    ceremony.messages[step][member.index] = payload
    _go_on(ceremony, member, step)
    return message


def _known(
    member: CommitteeMember, attempt: int, step: str, payload: dict[str, Any]
) -> CeremonyMessage | None:
    found = CeremonyMessage.objects.filter(member=member, attempt=attempt, step=step).first()
    if found and found.payload != payload:
        raise DoneElsewhere
    return found


def _running(round_: Round) -> BoxKey:
    if not steps.takes_place("lock_box", round_):
        raise NotRunning(_("The box of this round cannot be locked now."))
    if round_.box_key:
        raise NotRunning(_("The box is already locked."))
    return box_keys(round_) or start(round_id=round_.pk)


def _require_fit(
    ceremony: CeremonyAttempt, member: CommitteeMember, step: str, payload: dict[str, Any]
) -> None:
    try:
        message = check_message(
            payload,
            ceremony.context,
            board=ceremony.messages,
            server=ceremony.keys.server_public,
            election=ceremony.election if step == Step.CONFIRM else b"",
        )
    except CeremonyError as error:
        if error.code in ("duplicate", "key"):
            raise DoneElsewhere from error
        raise BadMessage(SENTENCES.get(error.code, "")) from error
    if message["type"] != step or message["member"] != member.index:
        raise BadMessage(_("This message belongs to another member or another step."))


def _go_on(ceremony: CeremonyAttempt, member: CommitteeMember, step: str) -> None:
    if step == Step.COMPLAINT:
        _begin_anew_after_complaint(ceremony, member)
    elif step == Step.CONFIRM and ceremony.complete(Step.CONFIRM):
        record_box(
            round_=ceremony.round,
            manifest=ceremony.manifest,
            election_id=ceremony.election.hex(),
            box_key=keys_of(ceremony.manifest).box.hex(),
            code=ceremony.code,
        )
        stop_asking(ceremony.round)


def _begin_anew_after_complaint(ceremony: CeremonyAttempt, accuser: CommitteeMember) -> None:
    boards = ceremony.messages
    message = boards[Step.COMPLAINT][accuser.index]
    fault = judge_complaint(message, ceremony.context, boards[Step.REVEAL], boards[Step.SHARES])
    names = {member.index: str(member.user) for member in ceremony.members}
    who = {
        "accuser": names[accuser.index],
        "accused": names[message["body"]["against"]],
        "fault": names[fault],
    }
    with translation.override(settings.LANGUAGE_CODE):  # the log has one language
        detail = (
            _("The key data between %(accused)s and %(accuser)s do not fit; check the device of %(fault)s.")
            % who
        )
    _next_attempt(ceremony.round, ceremony.keys, accuser.user, COMPLAINED, detail)


def _next_attempt(round_: Round, keys: BoxKey, actor: User, event: str, detail: str) -> None:
    keys.attempt += 1
    keys.save(update_fields=["attempt"])
    note_event(round_, event, actor=actor, detail=detail)


@transaction.atomic
def restart(*, user: User, round_id: uuid.UUID, attempt: int, reason: str) -> BoxKey:
    """Restart the ceremony, for example after a device was lost; earlier messages stay.

    For the head or the secretary; `attempt` is the one to end, so a double click ends one only.
    Raises `Round.DoesNotExist`, or a `CeremonyRefused` without a reason or once the box is locked.
    """
    round_to_restart(user=user, pk=round_id)
    if not reason.strip():
        raise CeremonyRefused(_("Say why the ceremony starts again."))
    round_ = lock_round(round_id)
    keys = _running(round_)
    if keys.attempt == attempt:
        _next_attempt(round_, keys, user, RESTARTED, reason.strip())
    return keys
