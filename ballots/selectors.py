"""Reads about the box. Those with a user argument check the permission; the others return numbers."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.lookups import IsNull

from ballots import rows
from ballots.attempts import CeremonyAttempt
from ballots.events import COMPLAINED, RESTARTED
from ballots.models import (
    BoxKey,
    CeremonyMessage,
    EncryptedTally,
    HeadStatement,
    IssuedBallot,
    IssuedCheck,
    PartialDecryption,
)
from ballots.protocol.ceremony import Message
from ballots.protocol.election import KINDS as PUBLISHED
from ballots.protocol.wire import encode_frame
from common.canonical import canonical_json
from common.counts import counts
from officials.models import User
from rounds import selectors, steps
from rounds.entries import RoundEntry, entries_of, is_noted
from rounds.models import Attendance, CommitteeMember, Round

BALLOTS_AT_ONCE = 50
# The columns of a round that the voter's page shows.
ON_BALLOT = (
    *(
        "title",
        "state",
        "cancel_reason",
        "config",
        "rule_set_copy",
        "plan_copy",
        "election_id",
        "fingerprint",
    ),
    *(
        "opens_at",
        "closes_at",
        "issuing_ended_at",
        "grace_seconds",
        "is_paused",
        "resumed_at",
        "is_rehearsal",
    ),
)


@dataclass(frozen=True, slots=True)
class OpeningProgress:
    """How far counting and opening are; `returned` and `valid` are None until the sums exist.

    `genuine` tells whether all issued ballots were found genuine; `good` holds the indexes of members, `bad` pairs of index and the protocol's reason.
    """

    checked: int
    genuine: bool
    returned: int | None
    valid: int | None
    good: list[int]
    bad: list[list[int | str]]


def present(round_: Round) -> int | None:
    """Return the number of people present; None until recorded."""
    return Attendance.objects.filter(pk=round_.pk).values_list("present", flat=True).first()


def opening_progress(round_: Round) -> OpeningProgress:
    """Return how far counting and opening of a closed box are; 4 queries."""
    tally = EncryptedTally.objects.filter(pk=round_.pk).first()
    shares = PartialDecryption.objects.filter(round=round_).values_list("member__index", "good", "reason")
    return OpeningProgress(
        checked=rows.checks_of(round_.pk).count(),
        genuine=IssuedCheck.objects.filter(pk=round_.pk, bad=0).exists(),
        returned=tally.returned if tally else None,
        valid=tally.valid if tally else None,
        good=sorted(index for index, good, _reason in shares if good),
        bad=sorted([index, reason] for index, good, reason in shares if not good),
    )


def box_size(round_: Round) -> int:
    """Return the number of ballots in the box."""
    return rows.ballots_of(round_.pk).count()


def locked_round(pk: UUID) -> Round:
    """Return a round whose box is locked, without its manifest. Public: needs no permission.

    Raises `Round.DoesNotExist`.
    """
    locked = Round.objects.filter(manifest__isnull=False)
    return locked.defer("manifest").select_related("unit").get(pk=pk)


@functools.lru_cache(maxsize=64)
def election_of(pk: UUID) -> bytes:
    """Return how the locked box came about, docs/protocol.md §2.3. Public: needs no permission.

    Read once per process: every voter's page asks, and nothing of it ever changes. Raises
    `Round.DoesNotExist` before the box is locked.
    """
    found = Round.objects.filter(manifest__isnull=False).values_list("manifest", flat=True).get(pk=pk)
    told = {"ceremony": ceremony_record(BoxKey.objects.get(pk=pk)), "manifest": bytes(found or b"").decode()}
    return canonical_json(told)


def rounds_on_ballot(*, user: User) -> QuerySet[Round]:
    """Return the rounds of a voter, annotated `was_issued`: whether this voter has taken a ballot."""
    # A scalar subquery is asked for each row shown; for EXISTS the planner may read every ballot issued.
    issued = IssuedBallot.objects.filter(round=OuterRef("pk"), elector__user=user).values("pk")[:1]
    return selectors.rounds_for_voter(user=user).annotate(was_issued=IsNull(Subquery(issued), False))


def round_on_ballot(*, user: User, pk: UUID) -> Round:
    """Return the round of a voter with the columns of the voter's page, annotated `was_issued`.

    Raises `Round.DoesNotExist` off the roll, without telling whether the round exists.
    """
    rounds = selectors.rounds_for_voter(user=user).select_related(None).only(*ON_BALLOT)
    issued = rows.issued_of(pk).filter(elector__user=user)
    return rounds.annotate(was_issued=Exists(issued)).get(pk=pk)


def announced_round(*, user: User, pk: UUID) -> Round:
    """Return a round of a voter with unit, campaign and rule set. Raises `Round.DoesNotExist` off the roll."""
    return selectors.rounds_for_voter(user=user).select_related("rule_set").get(pk=pk)


def was_published(round_: Round) -> bool:
    """Return whether the result was published at some time, also if the round was archived since."""
    published = steps.BY_NAME["publish"].entry_name
    return is_noted(round_, published)


def ballots_in_order(round_: Round) -> Iterator[bytes]:
    """Yield every ballot of a closed box as a frame, ordered by hash, with only a few in memory at a time."""
    ballots = rows.ballots_of(round_.pk).order_by("hash")
    for body, signature, token in ballots.values_list("body", "signature", "token").iterator(BALLOTS_AT_ONCE):
        yield encode_frame(bytes(body), bytes(signature), bytes(token))


def sums_for(round_: Round) -> dict[str, Any]:
    """Return the data for a recount on a device: sums, invalid ballots, and the shares so far.

    `shares` are the good ones by member index, with the server's as "0"; all in hex. With
    `token_secret` the device checks that every ballot was issued.
    """
    tally = EncryptedTally.objects.get(pk=round_.pk)
    aside = rows.checks_of(round_.pk).filter(valid=False).order_by("ballot_id")
    return {
        "sums": bytes(tally.sums).hex(),
        "returned": tally.returned,
        "valid": tally.valid,
        "aside": dict(aside.values_list("ballot_id", "reason")),
        "shares": {**good_shares(round_), "0": tally.server_partial.get("share", "")},
        "token_secret": round_.keys.token_secret,
        "fingerprint": round_.fingerprint,
        "manifest": bytes(round_.manifest or b"").decode(),
    }


def issued_for(round_: Round) -> dict[str, Any]:
    """Return what a device needs to verify that ballots were issued to people, and the people who took none.

    The rows are in the order of their requests, which is unrelated to people and time.
    """
    issued = rows.issued_of(round_.pk).order_by("blinded")
    took = issued.filter(elector=OuterRef("pk")).order_by()
    absent = round_.electors.filter(~Exists(took)).order_by("sort_key", "name")
    return {
        "issued": list(issued.values_list("blinded", "evaluated", "proof")),
        "took_none": list(absent.values("name", "capacity")),
        "present": present(round_) or 0,
    }


def head_statements(round_: Round) -> list[HeadStatement]:
    """Return what the head of the counting team stated, in order."""
    return list(HeadStatement.objects.filter(round=round_).order_by("pk"))


def good_shares(round_: Round) -> dict[str, str]:
    """Return the decryption shares that passed verification, in hex, by member index."""
    good = PartialDecryption.objects.filter(round=round_, good=True)
    return {str(index): given["share"] for index, given in good.values_list("member__index", "payload")}


def box_keys(round_: Round) -> BoxKey | None:
    """Return the server's public keys of a round; None before they are made."""
    return BoxKey.objects.filter(pk=round_.pk).first()


def ceremony_of(round_: Round, keys: BoxKey) -> CeremonyAttempt:
    """Return the current attempt with its messages by step and member index; 2 queries."""
    members = list(selectors.team(round_))
    return CeremonyAttempt(round_, keys, members, ceremony_messages(keys))


def ceremony_messages(keys: BoxKey) -> dict[str, dict[int, Message]]:
    """Return the messages of the current attempt by step and member index."""
    messages: dict[str, dict[int, Message]] = {step: {} for step in CeremonyMessage.Step.values}
    found = CeremonyMessage.objects.filter(round_id=keys.pk, attempt=keys.attempt)
    for step, index, payload in found.values_list("step", "member__index", "payload"):
        messages[step][index] = payload
    return messages


def ceremony_record(keys: BoxKey) -> dict[str, Any]:
    """Return the attempt that locked the box, as it is published (docs/protocol.md §12.1)."""
    found = ceremony_messages(keys)
    messages = {step: {str(index): message for index, message in found[step].items()} for step in PUBLISHED}
    return {"attempt": keys.attempt, "messages": messages, "server": keys.server_public}


def restarts(round_: Round) -> list[RoundEntry]:
    """Return the entries with which the key ceremony was started again, oldest first."""
    return entries_of(round_, RESTARTED, COMPLAINED)


def round_to_restart(*, user: User, pk: UUID) -> Round:
    """Return the round whose ceremony the user may restart: as head of the team or as secretary.

    Raises `Round.DoesNotExist` without telling whether the round exists.
    """
    heads = CommitteeMember.objects.filter(user=user, role=CommitteeMember.Role.HEAD)
    if heads.filter(round_id=pk).exists():
        return selectors.round_for_committee(user=user, pk=pk)
    return selectors.round_for_secretary(user=user, pk=pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxProgress:
    """How far a box is: numbers of ballots, and the indexes of members that have done their part."""

    issued: int
    cast: int
    checked: int
    valid: int | None  # None until the ballots are added up
    confirmed: list[int]
    decrypted: list[int]


def box_progress(round_: Round) -> BoxProgress:
    """Return how far the box of a round is. For callers that hold the permission to see the round."""
    if round_.is_editable:  # nobody can have locked a box
        return BoxProgress(issued=0, cast=0, checked=0, valid=None, confirmed=[], decrypted=[])
    tally = EncryptedTally.objects.filter(pk=round_.pk).values_list("valid", flat=True).first()
    numbers = counts(
        issued=rows.issued_of(round_.pk),
        cast=rows.ballots_of(round_.pk),
        checked=rows.checks_of(round_.pk),
    )
    return BoxProgress(
        **numbers,
        valid=tally,
        confirmed=_confirmed(round_) if steps.takes_place("lock_box", round_) else [],
        decrypted=_decrypted(round_) if steps.takes_place("decrypt_share", round_) else [],
    )


def _confirmed(round_: Round) -> list[int]:
    running = CeremonyMessage.objects.filter(round=round_, attempt=F("round__keys__attempt"))
    messages = running.filter(step=CeremonyMessage.Step.CONFIRM)
    return sorted(messages.values_list("member__index", flat=True))


def _decrypted(round_: Round) -> list[int]:
    good = PartialDecryption.objects.filter(round=round_, good=True)
    return sorted(good.values_list("member__index", flat=True))


def rounds_to_lock(*, opening_until: datetime, now: datetime) -> QuerySet[Round]:
    """Return the rounds whose box is not locked and that open between now and then."""
    waiting = Round.objects.filter(state__in=steps.states_of("lock_box"), box_key=None, is_rehearsal=False)
    return waiting.filter(opens_at__gt=now, opens_at__lte=opening_until).select_related("unit", "campaign")


def members_to_lock(round_: Round) -> QuerySet[User]:
    """Return the accounts of the members whose part in locking the box is missing."""
    members = CommitteeMember.objects.filter(round=round_).exclude(index__in=_confirmed(round_))
    return User.objects.filter(committees__in=members).order_by("sort_key", "pk")
