"""Devices of the voters: marks that add up to a given count, sealed, issued and cast."""

import secrets
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from ballots.manifest import keys_of
from ballots.protocol import signing, voprf
from ballots.protocol.ballot import ElectionKeys, LevelIndex, SealedBallot, encode_frame
from ballots.protocol.election import check_election
from ballots.protocol.identity import election_id
from ballots.protocol.receipt import verify_receipt
from common.canonical import canonical_json
from officials.models import User
from simulation.rehearsal.client import SiteClient
from simulation.rehearsal.sealer import Mark, seal_all


@dataclass(frozen=True, slots=True)
class VotersElection:
    """The data that a voter's page reads from the manifest."""

    round_id: uuid.UUID
    keys: ElectionKeys
    token: bytes
    receipt: bytes


def read_election(round_id: uuid.UUID) -> VotersElection:
    """Fetch the manifest without a session, check everything about it, and return its keys."""
    manifest = canonical_json(check_election(SiteClient().get(reverse("ballots:manifest", args=[round_id]))))
    keys = keys_of(manifest)
    named = ElectionKeys(election_id(manifest), keys.box, keys.n_lines)
    return VotersElection(round_id, named, keys.token, keys.receipt)


def marks_for(lines: Sequence[tuple[int, int, int]], ballots: int) -> list[list[Mark]]:
    """Return `ballots` ballots whose marks add up to (high, confidence, low) of each line.

    Every line is shuffled independently; the remaining marks are blank.
    """
    random = secrets.SystemRandom()
    columns: list[list[Mark]] = []
    for counts in lines:
        marked = [level for level, count in zip(LevelIndex, counts, strict=True) for _ in range(count)]
        column: list[Mark] = [*marked, *[None] * (ballots - len(marked))]
        random.shuffle(column)
        columns.append(column)
    return [list(ballot) for ballot in zip(*columns, strict=True)]


def take(election: VotersElection, user: User, credential: bytes) -> bytes:
    """Have a ballot issued for the credential's public key; return its token after checking the proof."""
    blinding, blinded = voprf.blind(credential)
    path, browser = reverse("ballots:issue", args=[election.round_id]), SiteClient(user)
    answer = browser.post_json(path, {"blinded": blinded.hex()})
    browser.close()
    return voprf.finalize(
        credential=credential,
        blinding=blinding,
        blinded=blinded,
        evaluated=bytes.fromhex(answer["evaluated"]),
        proof=bytes.fromhex(answer["proof"]),
        public=election.token,
    )


def cast(election: VotersElection, ballot: SealedBallot, token: bytes) -> None:
    """Cast the ballot without a cookie and check the receipt."""
    frame = encode_frame(ballot.body, ballot.signature, token)
    receipt = SiteClient().post_bytes(reverse("ballots:cast", args=[election.round_id]), frame)
    if not verify_receipt(receipt, election.receipt) or receipt["ballot"] != ballot.hash.hex():
        raise ValueError("the receipt is not for this ballot")


def vote(
    round_id: uuid.UUID,
    voters: Iterable[User],
    ballots: Sequence[Sequence[Mark]],
    report: Callable[[int], None],
) -> None:
    """Let each voter take and cast one of the ballots; `report` receives the number cast so far."""
    election = read_election(round_id)
    sealed = seal_all(election.keys, ballots)
    for number, (user, ballot) in enumerate(zip(voters, sealed, strict=True), 1):
        cast(election, ballot, take(election, user, ballot.credential))
        report(number)


def take_only(round_id: uuid.UUID, voters: Iterable[User]) -> None:
    """Let voters take a ballot and never cast it."""
    election = read_election(round_id)
    for user in voters:
        credential = signing.public_key(secrets.token_bytes(signing.SECRET_BYTES))
        take(election, user, credential)
