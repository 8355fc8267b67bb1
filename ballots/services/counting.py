"""Verify and add the ballots; no single ballot is ever decrypted (docs/protocol.md §8).

Each batch has its own transaction, so that any number of workers share the work, a killed worker
loses one batch, and repeating a batch changes nothing.
"""

import functools
import operator
from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from ballots import rows
from ballots.locked_box import LockedBox, load_box
from ballots.models import CastBallot, EncryptedTally, ProofCheck, SumBatch
from ballots.protocol import decryption
from ballots.protocol.ballot import Cast, InvalidBallot, Reason, verify_ballot
from ballots.services import issue_checks, tidying
from ballots.shelves import places_of
from rounds import states, steps
from rounds.locks import share_lock
from rounds.models import Round

VERIFY_BATCH = 4
SUM_BATCH = 50
MOST_PARTS = 4  # tasks sent at once, so that several workers share one box


def verify_pending(*, round_id: UUID) -> int:
    """Verify the proofs of unverified ballots that no other worker has claimed.

    Returns how many this call verified. May run during the vote, since it counts nothing. Ballots of a cancelled
    round are left: its keys are destroyed.
    """
    if Round.objects.filter(pk=round_id, state__in=states.void()).exists():
        return 0
    box, done = load_box(round_id), 0
    while number := _verify_batch(box):
        done += number
    return done


@transaction.atomic
def _verify_batch(box: LockedBox) -> int:
    share_lock(box.round_id)
    waiting = unverified(box.round_id).order_by("hash")
    waiting = waiting.select_for_update(skip_locked=True, of=("self",), no_key=True)
    checks = [_check(box, ballot) for ballot in waiting[:VERIFY_BATCH]]
    ProofCheck.objects.bulk_create(checks, ignore_conflicts=True)
    return len(checks)


def unverified(round_id: UUID) -> QuerySet[CastBallot]:
    """Return the ballots of the round that no worker has verified yet."""
    check = ProofCheck.objects.filter(ballot=OuterRef("pk"), shelf__in=places_of(round_id))
    return rows.ballots_of(round_id).filter(~Exists(check))


def _check(box: LockedBox, ballot: CastBallot) -> ProofCheck:
    cast = Cast(bytes(ballot.body), bytes(ballot.signature), bytes(ballot.token))
    try:
        _require_own_name(ballot, cast)
        verify_ballot(body=cast.body, signature=cast.signature, election=box.election)
        box.require_token(cast)
    except InvalidBallot as error:
        return ProofCheck(ballot=ballot, valid=False, reason=error.reason)
    return ProofCheck(ballot=ballot, valid=True)


# The checks of casting are repeated: someone with database access could have inserted a ballot,
# or one of the box a second time under another hash.
def _require_own_name(ballot: CastBallot, cast: Cast) -> None:
    if (ballot.hash, ballot.credential) != (cast.hash.hex(), cast.credential.hex()):
        raise InvalidBallot(Reason.NAME)


def parts(round_id: UUID) -> int:
    """Return how many workers can share the counting of a box: as many as it has batches, at most `MOST_PARTS`."""
    to_verify = unverified(round_id)[: MOST_PARTS * VERIFY_BATCH].count()
    to_add = rows.ballots_of(round_id)[: MOST_PARTS * SUM_BATCH].count()
    return max(1, -(-to_verify // VERIFY_BATCH), -(-to_add // SUM_BATCH))


def count(*, round_id: UUID) -> bool:
    """Verify the remaining ballots and add the valid ballots of a closed round.

    Another worker may archive the rows meanwhile; the sums are stored once they are archived.
    Returns False while other workers hold a part; the caller must try again.
    """
    round_ = Round.objects.only("state", "min_ballots").get(pk=round_id)
    is_counted = EncryptedTally.objects.filter(round_id=round_id).exists()
    if is_counted or not steps.takes_place("open_box", round_):
        return True
    issue_checks.check_issued(round_id=round_id)
    if unverified(round_id).exists():  # otherwise it would wait for the lock of the round, for nothing
        verify_pending(round_id=round_id)
    if unverified(round_id).exists():
        return False
    box, batches = load_box(round_id), _batches(round_id)
    for number, hashes in enumerate(batches):
        _add(box, number, hashes)
    tidying.erase_voting_order(round_id=round_id)
    return _finish(box, round_, len(batches))


def _batches(round_id: UUID) -> list[Sequence[str]]:
    """Return the hashes of the valid ballots in order, divided into ranges that never change."""
    valid = rows.checks_of(round_id).filter(valid=True)
    hashes = list(valid.order_by("ballot_id").values_list("ballot_id", flat=True))
    return [hashes[i : i + SUM_BATCH] for i in range(0, len(hashes), SUM_BATCH)]


@transaction.atomic
def _add(box: LockedBox, number: int, hashes: Sequence[str]) -> None:
    """Add one range of ballots, unless it is added or another worker has claimed it."""
    if not _claim_batch(box.round_id, number):
        return
    if SumBatch.objects.filter(round_id=box.round_id, number=number).exists():
        return
    bodies = rows.ballots_of(box.round_id).filter(hash__in=hashes).values_list("body", flat=True)
    sums = decryption.sum_bodies(map(bytes, bodies), box.election.n_lines)
    SumBatch.objects.create(
        round_id=box.round_id, number=number, ballots=sums.n_ballots, sums=sums.to_bytes()
    )


def _claim_batch(round_id: UUID, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s), %s)", [f"sum-{round_id}", number])
        return bool(cursor.fetchone()[0])


@transaction.atomic
def _finish(box: LockedBox, round_: Round, expected: int) -> bool:
    """Store the sum of all ranges, once all exist, with the server's decryption share."""
    batches = SumBatch.objects.filter(round_id=box.round_id).order_by("number")
    parts = [decryption.Sums.from_bytes(bytes(batch.sums)) for batch in batches]
    if len(parts) < expected:
        return False
    sums = functools.reduce(operator.add, parts, decryption.empty_sums(box.election.n_lines))
    returned = rows.ballots_of(box.round_id).count()
    tally = EncryptedTally(round_id=box.round_id, returned=returned, valid=sums.n_ballots)
    tally.sums, tally.server_partial = sums.to_bytes(), _server_share(box, round_, sums)
    EncryptedTally.objects.bulk_create([tally], ignore_conflicts=True)
    return True


def _server_share(box: LockedBox, round_: Round, sums: decryption.Sums) -> dict[str, str]:
    """Return `{"share": hex}`, or {} below the minimum of ballots: such a box is never opened."""
    if sums.n_ballots < round_.min_ballots:
        return {}
    share = decryption.partial_decrypt(
        election_id=box.election.election_id,
        member=decryption.SERVER,
        secret=box.secrets.share_secret,
        signing_secret=box.secrets.receipt_secret,
        sums=sums,
    )
    return {"share": share.hex()}
