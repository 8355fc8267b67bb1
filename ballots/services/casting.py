"""`bỏ phiếu`: put one sealed ballot into the box (docs/protocol.md §5).

Nothing here reads the voter, the address or the time.
"""

import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from ballots import constraints, queue, rows, window
from ballots.errors import BallotError, BallotRefused, BoxClosed, BoxNotOpen, CredentialUsed, VotePaused
from ballots.locked_box import LockedBox, load_box
from ballots.patience import LIMITED, waiting_briefly
from ballots.protocol.ballot import (
    Cast,
    InvalidBallot,
    check_at_cast,
    check_header,
    decode_frame,
    verify_ballot,
)
from ballots.protocol.receipt import make_receipt
from ballots.services import closing
from ballots.shelves import shelf_of
from rounds.models import Round

Receipt = dict[str, str]

# Proofs of ballots with at most so many lines are verified before the receipt is signed; those of longer ones
# would let the voter wait (docs/decisions/23-proofs-before-the-receipt.md).
MOST_LINES_PROVED = 60

INSERT = f"""
INSERT INTO ballots_castballot (hash, round_id, credential, body, signature, token, shelf)
SELECT %s, id, %s, %s, %s, %s, %s FROM rounds_round, {LIMITED} WHERE id = %s AND {window.TAKES_BALLOTS}
ON CONFLICT DO NOTHING
"""  # noqa: S608 (a condition of our own)
# Ballot and verdict in one statement.
INSERT_PROVED = f"""
WITH ballot AS ({INSERT} RETURNING hash, shelf)
INSERT INTO ballots_proofcheck (ballot_id, valid, reason, shelf) SELECT hash, true, '', shelf FROM ballot
"""  # noqa: S608 (a statement of our own)


def cast(*, round_id: UUID, frame: bytes) -> Receipt:
    """Put the ballot of `frame` into the box and return its signed receipt.

    The same ballot gets the same receipt when sent again, also after closing. The row is on disk
    before this returns. Raises a `BallotError` if the ballot is not in the box.
    """
    box = load_box(round_id)
    ballot = _checked(box, frame)
    with waiting_briefly(round_id):
        refusal = _drop_in(box, ballot)
        if isinstance(refusal, BoxClosed):
            closing.close_before_telling(round_id=round_id)
    if refusal and not rows.ballots_of(round_id).filter(hash=ballot.hash.hex()).exists():
        raise refusal
    return make_receipt(box.secrets.receipt_secret, box.election.election_id, ballot.hash)


def _checked(box: LockedBox, frame: bytes) -> Cast:
    """Run every check; the proofs of a long ballot are left to workers.

    The token comes before the work that grows with the number of lines, so that strangers cannot cause it.
    """
    check = verify_ballot if _is_proved(box) else check_at_cast
    try:
        ballot = decode_frame(frame)
        check_header(ballot.body, box.election)
        box.require_token(ballot)
        check(body=ballot.body, signature=ballot.signature, election=box.election)
    except InvalidBallot as error:
        raise BallotRefused(error.reason) from error
    return ballot


def _is_proved(box: LockedBox) -> bool:
    return box.election.n_lines <= MOST_LINES_PROVED


def _drop_in(box: LockedBox, ballot: Cast) -> BallotError | None:
    """Insert the ballot while the round cannot close; return the reason if it was not inserted.

    The single statement needs no transaction: it blocks on the round's lock while the round is being
    closed, and the database refuses it if the closing came first.
    """
    now = timezone.now()
    try:
        if not _insert(box, ballot, now):
            return _why_not_inserted(box, ballot, now)
    except IntegrityError as error:
        if not constraints.violates(error, constraints.OPEN):
            raise
        return BoxClosed()
    if not _is_proved(box):
        transaction.on_commit(lambda: queue.verify_soon(box.round_id))
    return None


def _why_not_inserted(box: LockedBox, ballot: Cast, now: datetime.datetime) -> BallotError:
    fields = ("state", "issuing_ended_at", "closes_at", "grace_seconds", "is_paused", "resumed_at")
    round_ = Round.objects.only(*fields).get(pk=box.round_id)
    if not window.takes_ballots(round_, now):
        return _why_not(round_)
    used = rows.ballots_of(box.round_id).filter(credential=ballot.credential.hex())
    return (
        CredentialUsed() if used.exists() else VotePaused()
    )  # casting was paused a moment ago; the page sends the ballot again


def _why_not(round_: Round) -> BallotError:
    if round_.is_before:
        return BoxNotOpen()
    return VotePaused() if round_.is_during and round_.is_paused else BoxClosed()


def _insert(box: LockedBox, ballot: Cast, now: datetime.datetime) -> bool:
    # SQL, because the ORM does not tell whether a row was inserted, and because a unique violation
    # would write the ballot and the time into the database's log.
    parts = (ballot.credential.hex(), ballot.body, ballot.signature, ballot.token, shelf_of(box.round_id))
    with connection.cursor() as cursor:
        statement = INSERT_PROVED if _is_proved(box) else INSERT
        cursor.execute(statement, (ballot.hash.hex(), *parts, box.round_id, now))
        return bool(cursor.rowcount == 1)
