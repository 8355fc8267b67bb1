"""Test helpers: a counting team whose devices act through the services."""

import secrets
import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from ballots.attempts import CeremonyAttempt
from ballots.locked_box import load_box
from ballots.models import (
    BoxKey,
    CastBallot,
    CeremonyMessage,
    EncryptedTally,
    HeadStatement,
    IssuedBallot,
    PartialDecryption,
)
from ballots.protocol import ceremony as tn2
from ballots.protocol import statements, voprf
from ballots.protocol.ballot import seal_ballot
from ballots.protocol.decryption import Sums, partial_decrypt
from ballots.protocol.group import base_mul
from ballots.protocol.messages import _message
from ballots.protocol.wire import LevelIndex
from ballots.selectors import ceremony_of
from ballots.services import closing, counting, decrypting, stating
from ballots.services import locking as ceremony
from officials.models import User
from rounds.entries import number_of_entries
from rounds.models import Round
from rounds.services.moves import open_round, record_attendance
from tests.ballots.zero import confirm_empty

STEPS = ("commit", "reveal", "shares", "accept", "confirm")


class TeamDevice:
    """One member's device: a seed and everything derived from it."""

    def __init__(self, round_: Round, user: User, seed: bytes | None = None) -> None:
        self.round_id: uuid.UUID = round_.pk
        self.user = user
        self.index = round_.committee.get(user=user).index
        self.seed = seed or secrets.token_bytes(32)

    def ceremony(self) -> CeremonyAttempt:
        round_ = Round.objects.get(pk=self.round_id)
        box_key = BoxKey.objects.filter(pk=self.round_id).first() or ceremony.start(round_id=self.round_id)
        return ceremony_of(round_, box_key)

    def keys(self, state: CeremonyAttempt) -> tn2.MemberKeys:
        return tn2.derive_member_keys(self.seed, state.context, self.index)

    def make(self, step: str, state: CeremonyAttempt | None = None) -> dict[str, Any]:
        """Return the message of the step, made from the current board."""
        state = state or self.ceremony()
        keys, context, board = self.keys(state), state.context, state.messages
        if step == "commit":
            return tn2.make_commit(keys, context, state.keys.server_public)
        if step == "reveal":
            return tn2.make_reveal(keys, context)
        if step == "shares":
            return tn2.make_shares(keys, context, board["reveal"])
        transcript = tn2.transcript_hash(context, state.keys.server_public, board)
        if step == "accept":
            return tn2.make_accept(keys, context, transcript)
        return tn2.make_confirm(keys, context, transcript, state.election)

    def post(
        self, step: str, payload: dict[str, Any] | None = None, attempt: int | None = None
    ) -> CeremonyMessage:
        if payload is None or attempt is None:
            state = self.ceremony()
            attempt = attempt or state.keys.attempt
            payload = self.make(step, state) if payload is None else payload
        return ceremony.post(
            user=self.user, round_id=self.round_id, attempt=attempt, step=step, payload=payload
        )

    def secret(self) -> int:
        """Return the member's share of the box key."""
        state = self.ceremony()
        board = state.messages
        return tn2.open_shares(self.keys(state), state.context, board["reveal"], board["shares"])

    def share(self, sums: Sums | None = None, secret: int | None = None) -> bytes:
        """Return the member's decryption share: of the stored sums, of other sums, or with a false secret."""
        state = self.ceremony()
        stored = EncryptedTally.objects.get(pk=self.round_id)
        return partial_decrypt(
            election_id=bytes.fromhex(state.round.election_id or ""),
            member=self.index,
            secret=secret or self.secret(),
            signing_secret=self.keys(state).signing_secret,
            sums=sums or Sums.from_bytes(bytes(stored.sums)),
        )

    def signed_statement(self, content: dict[str, Any]) -> str:
        """Return the member's signature over a statement, hex."""
        state = self.ceremony()
        secret = self.keys(state).signing_secret
        return statements.sign(secret, bytes.fromhex(state.round.election_id or ""), content).hex()

    def state(self, content: dict[str, Any]) -> HeadStatement:
        """Sign a statement of the head and send it."""
        signature = self.signed_statement(content)
        return stating.state(user=self.user, round_id=self.round_id, content=content, signature=signature)

    def open(self, share: bytes | None = None) -> PartialDecryption:
        data = self.share() if share is None else share
        return decrypting.post_partial(user=self.user, round_id=self.round_id, payload={"share": data.hex()})


def team(round_: Round) -> list[TeamDevice]:
    """Return a device for each member, in their order."""
    return [TeamDevice(round_, m.user) for m in round_.committee.select_related("user").order_by("index")]


def run(devices: list[TeamDevice], until: str = "confirm") -> None:
    """Do every step up to and with `until` on all devices."""
    for step in STEPS[: STEPS.index(until) + 1]:
        for device in devices:
            device.post(step)


def signed(device: TeamDevice, step: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return a message with any body at all, rightly signed."""
    state = device.ceremony()
    return _message(device.keys(state), state.context, step, body)


def counts(round_: Round) -> dict[str, int]:
    """Return the numbers of rows that a refusal must not change."""
    return {
        "messages": CeremonyMessage.objects.filter(round=round_).count(),
        "attempt": BoxKey.objects.filter(pk=round_.pk).values_list("attempt", flat=True).first() or 0,
        "events": number_of_entries(round_),
        "partials": PartialDecryption.objects.filter(round=round_).count(),
    }


def locked(round_: Round) -> list[TeamDevice]:
    """Lock the box of a frozen round; return the members' devices."""
    devices = team(round_)
    run(devices)
    round_.refresh_from_db()
    return devices


def evaluate(round_: Round, blinded: bytes) -> tuple[bytes, bytes]:
    """Return the evaluated request and its proof, as anybody with the token key can make them."""
    secret = load_box(round_.pk).secrets.token_secret
    return voprf.blind_evaluate(voprf.KeyPair(secret, base_mul(secret)), blinded)


def token_for(round_: Round, credential: bytes) -> bytes:
    """Return the token of a credential as if the server had issued it."""
    blinding, blinded = voprf.blind(credential)
    evaluated, proof = evaluate(round_, blinded)
    return voprf.finalize(
        credential=credential,
        blinding=blinding,
        blinded=blinded,
        evaluated=evaluated,
        proof=proof,
        public=bytes.fromhex(round_.keys.token_public),
    )


def answer_for(round_: Round) -> dict[str, str]:
    """Return a request of nobody with its valid answer."""
    _blinding, blinded = voprf.blind(secrets.token_bytes(32))
    evaluated, proof = evaluate(round_, blinded)
    return {"blinded": blinded.hex(), "evaluated": evaluated.hex(), "proof": proof.hex()}


def close_with(round_: Round, choices: list[list[LevelIndex | None]]) -> None:
    """Open the round, cast one ballot for each list of choices, close and count."""
    record_attendance(round_id=round_.pk, actor=None, present=round_.electors.count())
    confirm_empty(round_)
    open_round(round_id=round_.pk, actor=None)
    election = load_box(round_.pk).election
    for elector, marks in zip(round_.electors.all(), choices, strict=False):
        IssuedBallot.objects.create(elector=elector, round=round_, **answer_for(round_))
        secret, seed = secrets.token_bytes(32), secrets.token_bytes(32)
        ballot = seal_ballot(seed=seed, choices=marks, election=election, credential_secret=secret)
        CastBallot.objects.create(
            hash=ballot.hash.hex(),
            round=round_,
            credential=ballot.credential.hex(),
            body=ballot.body,
            signature=ballot.signature,
            token=token_for(round_, ballot.credential),
        )
    closing.end_issuing(round_id=round_.pk, actor=None)
    Round.objects.filter(pk=round_.pk).update(issuing_ended_at=timezone.now() - timedelta(hours=2))
    closing.close_round(round_id=round_.pk, actor=None)
    counting.count(round_id=round_.pk)
    round_.refresh_from_db()
