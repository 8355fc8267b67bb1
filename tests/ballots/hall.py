"""Test helpers: a round with a locked, open box, and voters' devices in Python."""

import functools
import hashlib
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest

from ballots.locked_box import load_box
from ballots.manifest import code_of, keys_of
from ballots.models import EncryptedTally, ProofCheck
from ballots.protocol import signing, statements, voprf
from ballots.protocol.ballot import LevelIndex, SealedBallot, encode_frame, seal_ballot
from ballots.protocol.decryption import SERVER, Sums, combine, verify_partial
from ballots.protocol.wire import CIPHERTEXTS_BYTES, HEADER_BYTES
from ballots.services import casting, issuing
from officials.models import User
from rounds.models import Round
from rounds.services import moves
from tests.ballots import team
from tests.owner import unguarded
from tests.remembered import remembered
from tests.roles import make_frozen_round
from tests.waiting import somebody_waits

MARKS = (LevelIndex.HIGH, LevelIndex.CONFIDENCE, LevelIndex.LOW, None)


@remembered
def locked_round(**options: Any) -> Round:
    """Return a frozen round with a locked box; one member unless given."""
    return locked(make_frozen_round(**{"members": 1, **options}))


def locked(round_: Round) -> Round:
    """Let the counting team of a frozen round lock the box."""
    team.run(devices_of_team(round_))
    return Round.objects.get(pk=round_.pk)


def devices_of_team(round_: Round) -> list[team.TeamDevice]:
    """Return the members' devices; their seeds are derived from the round."""
    members = round_.committee.select_related("user").order_by("index")
    seeds = ((member, hashlib.sha256(f"{round_.pk}{member.index}".encode()).digest()) for member in members)
    return [team.TeamDevice(round_, member.user, seed) for member, seed in seeds]


@remembered
def open_round(**options: Any) -> Round:
    """Return a round that issues and takes ballots."""
    return opened(locked_round(**options))


def opened(round_: Round) -> Round:
    """Open a round with a locked box that the head has seen empty; everybody summoned is present."""
    devices_of_team(round_)[0].state(statements.zero())
    present = round_.electors.count()
    moves.record_attendance(round_id=round_.pk, actor=None, present=present)
    return moves.open_round(round_id=round_.pk, actor=None)


def lose_server_keys(round_: Round) -> None:
    """Remove the server's keys of a round from the database, past the trigger that forbids it."""
    with unguarded() as cursor:
        cursor.execute("DELETE FROM ballots_serversecret WHERE round_id = %s", [round_.pk])


def election_code_of(round_: Round) -> str:
    """Return the election code of a round with a locked box."""
    return code_of(round_.election_id)


def voters(round_: Round) -> list[User]:
    """Return the accounts on the roll."""
    return [elector.user for elector in round_.electors.select_related("user").order_by("pk")]


class VoterDevice:
    """One voter's device: a credential, its blinded request, the ballot it seals."""

    def __init__(self, round_: Round, user: User) -> None:
        self.round_, self.user = round_, user
        self.box = load_box(round_.pk)
        self.secret = secrets.token_bytes(32)
        self.credential = signing.public_key(self.secret)
        self.blinding, self.blinded = voprf.blind(self.credential)
        self.token = b""

    def take(self) -> "VoterDevice":
        """Have the blank ballot issued and check its token's proof."""
        row = issuing.issue(user=self.user, round_id=self.round_.pk, blinded=self.blinded.hex())
        self.token = voprf.finalize(
            credential=self.credential,
            blinding=self.blinding,
            blinded=self.blinded,
            evaluated=bytes.fromhex(row.evaluated),
            proof=bytes.fromhex(row.proof),
            public=bytes.fromhex(self.round_.keys.token_public),
        )
        return self

    def seal(self, marks: Sequence[LevelIndex | None] | None = None) -> SealedBallot:
        """Return a ballot with these marks; without them, the levels in turn."""
        n_lines = self.box.election.n_lines
        return seal_ballot(
            seed=secrets.token_bytes(32),
            choices=marks or [MARKS[i % len(MARKS)] for i in range(n_lines)],
            election=self.box.election,
            credential_secret=self.secret,
        )

    def frame(self, marks: Sequence[LevelIndex | None] | None = None) -> bytes:
        """Return the bytes that are sent to the box."""
        sealed = self.seal(marks)
        return encode_frame(sealed.body, sealed.signature, self.token)

    def badly_sealed(self) -> bytes:
        """Return a frame whose first proof is wrong though every point decodes and the signature is good."""
        body = bytearray(self.seal().body)
        first = HEADER_BYTES + CIPHERTEXTS_BYTES
        body[first : first + 64] = body[first + 32 : first + 64] + body[first : first + 32]
        signature = signing.sign(self.secret, "ballot-signature", bytes(body))
        return encode_frame(bytes(body), signature, self.token)

    def cast(self, marks: Sequence[LevelIndex | None] | None = None) -> casting.Receipt:
        return casting.cast(round_id=self.round_.pk, frame=self.frame(marks))


@contextmanager
def proofs_left_to_workers() -> Iterator[None]:
    """Let casting treat every ballot as a long one, whose proofs only workers verify."""
    with pytest.MonkeyPatch.context() as change:
        change.setattr(casting, "MOST_LINES_PROVED", 0)
        yield


def vote(round_: Round, count: int | None = None) -> list[casting.Receipt]:
    """Let the first `count` voters of the roll vote, one after the other."""
    return [VoterDevice(round_, user).take().cast() for user in voters(round_)[:count]]


def verdicts(round_: Round) -> Counter[str]:
    """Return the number of ballots by the workers' reason; valid ballots have the reason ""."""
    return Counter(ProofCheck.objects.filter(ballot__round=round_).values_list("reason", flat=True))


def counts_of(round_: Round) -> list[tuple[int, int, int]]:
    """Return the counts that team and server decrypt together."""
    tally = EncryptedTally.objects.get(pk=round_.pk)
    sums, keys = Sums.from_bytes(bytes(tally.sums)), keys_of(bytes(round_.manifest or b""))
    share = functools.partial(verify_partial, election_id=bytes.fromhex(round_.election_id or ""), sums=sums)
    server = share(
        bytes.fromhex(tally.server_partial["share"]),
        member=SERVER,
        share_key=keys.server,
        signing_key=keys.receipt,
    )
    member = devices_of_team(round_)[0].share(sums)
    points = share(member, member=1, share_key=keys.share[1], signing_key=keys.signing[1])
    return combine(partials={1: points}, server=server, sums=sums, threshold=1)


def waits_for_the_round() -> bool:
    """Return whether a statement blocks on the lock of a round."""
    return somebody_waits("advisory")
