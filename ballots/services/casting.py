"""`bỏ phiếu`: one sealed ballot into the box (protocol note §4).

Nothing here knows who casts, from where or when.
"""

from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from psycopg.errors import CheckViolation

from ballots import queue, window
from ballots.box import Box, box_of
from ballots.errors import BallotError, BallotRefused, BoxClosed, BoxNotOpen, CredentialUsed, VotePaused
from ballots.models import CastBallot
from ballots.sealing import voprf
from ballots.sealing.ballot import Cast, InvalidBallot, Reason, check_at_cast, decode_frame
from ballots.sealing.receipt import make_receipt
from rounds.models import Round

Receipt = dict[str, str]
LAW = "box_open"  # what the trigger enforces that lets ballots into open boxes only

INSERT = """
INSERT INTO ballots_castballot (hash, round_id, credential, body, signature, token)
VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""


def cast(*, round_id: UUID, frame: bytes) -> Receipt:
    """Put the ballot of `frame` into the box and return its signed receipt.

    The same ballot sent again gets the same receipt, also after closing. The row is on disk
    before this returns. Raises a `BallotError`; then this ballot is not in the box.
    """
    box = box_of(round_id)
    ballot = _checked(box, frame)
    refusal = _drop_in(box, ballot)
    if refusal and not CastBallot.objects.filter(hash=ballot.hash.hex()).exists():
        raise refusal
    return make_receipt(box.secrets.receipt_secret, box.election.election_id, ballot.hash)


def _checked(box: Box, frame: bytes) -> Cast:
    """Every check that needs no proof; the proofs are verified by workers."""
    try:
        ballot = decode_frame(frame)
        check_at_cast(body=ballot.body, signature=ballot.signature, election=box.election)
    except InvalidBallot as error:
        raise BallotRefused(error.reason) from error
    if not voprf.verify_token(box.secrets.token_secret, ballot.credential, ballot.token):
        raise BallotRefused(Reason.TOKEN)
    return ballot


def _drop_in(box: Box, ballot: Cast) -> BallotError | None:
    """Insert the ballot while the round cannot close; return why it was not inserted.

    No transaction is needed around the two statements: the insert waits at the gate of the round
    for who is closing it, and is refused by the database when that came first.
    """
    fields = ("state", "issuing_ended_at", "closes_at", "grace_seconds", "is_paused", "resumed_at")
    round_ = Round.objects.only(*fields).get(pk=box.round_id)
    if not window.takes_ballots(round_, timezone.now()):
        return _why_not(round_)
    try:
        if not _insert(box, ballot):
            return CredentialUsed()
    except IntegrityError as error:
        if not (isinstance(error.__cause__, CheckViolation) and error.__cause__.diag.constraint_name == LAW):
            raise
        return BoxClosed()
    transaction.on_commit(lambda: queue.verify_soon(box.round_id))
    return None


def _why_not(round_: Round) -> BallotError:
    if round_.state in (Round.State.DRAFT, Round.State.SEALED):
        return BoxNotOpen()
    return VotePaused() if round_.state == Round.State.OPEN and round_.is_paused else BoxClosed()


def _insert(box: Box, ballot: Cast) -> bool:
    # In words of SQL, because the ORM does not say whether a row was new, and because a
    # unique violation would write the ballot and the moment into the database's log.
    names = (ballot.hash.hex(), box.round_id, ballot.credential.hex())
    with connection.cursor() as cursor:
        cursor.execute(INSERT, (*names, ballot.body, ballot.signature, ballot.token))
        return bool(cursor.rowcount == 1)
