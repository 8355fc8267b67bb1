"""What the counting team's pages see: the ceremony's messages, turnout, the shares of the opening.

Everything here is read from rows and may be shown to every member; no secret comes near it.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from ballots import manifest
from ballots.models import (
    BoxKey,
    CastBallot,
    CeremonyMessage,
    EncryptedTally,
    PartialDecryption,
    ProofCheck,
)
from ballots.protocol.ceremony import Context, ElectionKeySet, Message, ceremony_code, combine_keys
from ballots.protocol.identity import config_hash
from ballots.protocol.wire import encode_frame
from ballots.selectors import turnout
from officials.models import User
from rounds import selectors
from rounds.frozen import SealedMember, sealed
from rounds.models import CommitteeMember, Round
from rounds.preflight import threshold_of

State = Round.State
Step = CeremonyMessage.Step
FEW_BALLOTS = 10  # fewer than this: the page warns that totals may tell single marks
RESTARTS = ("ceremony_restarted", "ceremony_complaint")


@dataclass(frozen=True)
class Ceremony:
    """One attempt of the key ceremony of a sealed round."""

    round: Round
    keys: BoxKey
    members: list[CommitteeMember]
    messages: dict[str, dict[int, Message]]

    @property
    def context(self) -> Context:
        """What binds every message of this attempt."""
        n = len(self.members)
        digest = config_hash(bytes(self.round.config or b""))
        return Context(digest, self.keys.attempt, n, threshold_of(self.round, n))

    def complete(self, step: str) -> bool:
        """Say whether every member has done the step."""
        return len(self.messages[step]) == len(self.members)

    @cached_property
    def keyset(self) -> ElectionKeySet:
        """The keys of the box; only once every member has accepted."""
        return combine_keys(self.context, self.keys.server_public, self.messages)

    @cached_property
    def manifest(self) -> bytes:
        """The bytes every member confirms; only once every member has accepted."""
        return manifest.build(
            config=bytes(self.round.config or b""),
            attempt=self.keys.attempt,
            keys=self.keyset,
            token_key=self.keys.token_public,
            receipt_key=self.keys.receipt_public,
        )

    @property
    def code(self) -> str:
        """What the head reads aloud, or nothing yet."""
        return ceremony_code(self.keyset.transcript_hash) if self.complete(Step.ACCEPT) else ""


def ceremony_of(round_: Round, keys: BoxKey) -> Ceremony:
    """Return the current attempt with its messages by step and member index (2 queries)."""
    members = list(round_.committee.select_related("user").order_by("index"))
    messages: dict[str, dict[int, Message]] = {step: {} for step in Step.values}
    rows = CeremonyMessage.objects.filter(round=round_, attempt=keys.attempt)
    for step, index, payload in rows.values_list("step", "member__index", "payload"):
        messages[step][index] = payload
    return Ceremony(round_, keys, members, messages)


def board_for(*, user: User, round_: Round, keys: BoxKey | None) -> dict[str, Any]:
    """Return what a member's page shows, as plain data; `round_` comes from the selector.

    Keys: round, me, members, threshold, ceremony (None before the keys exist), restarts,
    turnout (None before opening), opening (None before closing).
    """
    ceremony = ceremony_of(round_, keys) if keys else None
    members = ceremony.members if ceremony else list(round_.committee.select_related("user"))
    team = {member.index: _member(member) for member in sealed(round_).team}
    return {
        "round": _round(round_),
        "me": next(team[m.index] for m in members if m.user_id == user.pk),
        "members": list(team.values()),
        "threshold": threshold_of(round_, len(members)),
        "ceremony": _ceremony(ceremony) if ceremony else None,
        "restarts": _restarts(round_),
        "turnout": _turnout(round_),
        "opening": _opening(round_),
    }


def _round(round_: Round) -> dict[str, Any]:
    return {
        "id": str(round_.pk),
        "state": round_.state,
        "keyed": bool(round_.box_key),
        "election": round_.election_id,
        "fingerprint": round_.fingerprint,
        "code": round_.ceremony_code,
        "min_ballots": round_.min_ballots,
        "few_ballots": FEW_BALLOTS,
    }


def _member(member: SealedMember) -> dict[str, Any]:
    role = CommitteeMember.Role.HEAD if member.is_head else CommitteeMember.Role.MEMBER
    return {"index": member.index, "name": member.name, "role": role}


def _ceremony(ceremony: Ceremony) -> dict[str, Any]:
    accepted = ceremony.complete(Step.ACCEPT)
    return {
        "attempt": ceremony.keys.attempt,
        "config": ceremony.context.config_hash.hex(),
        "configuration": bytes(ceremony.round.config or b"").decode(),
        "server": ceremony.keys.server_public,
        "messages": ceremony.messages,
        "code": ceremony.code,
        "manifest": ceremony.manifest.decode() if accepted else "",
    }


def _restarts(round_: Round) -> list[dict[str, str]]:
    rows = round_.events.filter(event__in=RESTARTS).select_related("actor").order_by("at", "pk")
    return [{"event": e.event, "by": str(e.actor or ""), "detail": e.detail} for e in rows]


def _turnout(round_: Round) -> dict[str, int] | None:
    if round_.state in (State.DRAFT, State.SEALED, State.CANCELLED):
        return None
    return asdict(turnout(round_.pk))


def _opening(round_: Round) -> dict[str, Any] | None:
    """Return how far counting and opening are; `returned` is None until the sums are there."""
    if round_.state in (State.DRAFT, State.SEALED, State.OPEN, State.CANCELLED):
        return None
    tally = EncryptedTally.objects.filter(pk=round_.pk).first()
    shares = PartialDecryption.objects.filter(round=round_).values_list("member__index", "good", "reason")
    return {
        "checked": ProofCheck.objects.filter(ballot__round=round_).count(),
        "returned": tally.returned if tally else None,
        "valid": tally.valid if tally else None,
        "good": sorted(index for index, good, _reason in shares if good),
        "bad": sorted([index, reason] for index, good, reason in shares if not good),
    }


def ballots_in_order(round_: Round) -> Iterator[bytes]:
    """Yield every ballot of a closed box as its frame, in the order of the hashes."""
    rows = CastBallot.objects.filter(round=round_).order_by("hash")
    for body, signature, token in rows.values_list("body", "signature", "token").iterator(500):
        yield encode_frame(bytes(body), bytes(signature), bytes(token))


def sums_for(round_: Round) -> dict[str, Any]:
    """Return what a device recounts against: sums, ballots set aside, and the shares given so far.

    `shares` are the good ones by member index, with the server's as "0"; all in hex. With
    `token_secret` the device sees for itself that every ballot was issued.
    """
    tally = EncryptedTally.objects.get(pk=round_.pk)
    aside = ProofCheck.objects.filter(ballot__round=round_, valid=False).order_by("ballot_id")
    good = PartialDecryption.objects.filter(round=round_, good=True)
    shares = {str(i): given["share"] for i, given in good.values_list("member__index", "payload")}
    return {
        "sums": bytes(tally.sums).hex(),
        "returned": tally.returned,
        "valid": tally.valid,
        "aside": dict(aside.values_list("ballot_id", "reason")),
        "shares": {**shares, "0": tally.server_partial.get("share", "")},
        "token_secret": round_.keys.token_secret,
        "fingerprint": round_.fingerprint,
        "manifest": bytes(round_.manifest or b"").decode(),
    }


def round_to_restart(*, user: User, pk: UUID) -> Round:
    """Return the round whose ceremony this person may begin anew: its head or its secretary.

    Raises `Round.DoesNotExist` without telling whether the round exists.
    """
    heads = CommitteeMember.objects.filter(user=user, role=CommitteeMember.Role.HEAD)
    if heads.filter(round_id=pk).exists():
        return selectors.round_for_committee(user=user, pk=pk)
    return selectors.round_for_secretary(user=user, pk=pk)
