"""`phát phiếu`: one blind-signed blank ballot for each voter on the roll (docs/protocol.md §4.2)."""

from uuid import UUID

from django.db import IntegrityError, connection
from django.db.models import F, FilteredRelation, Q, QuerySet
from django.utils import timezone

from ballots import constraints, rows, window
from ballots.errors import IssuedElsewhere, IssuingEnded, NotIssuingYet, RequestUnreadable, VotePaused
from ballots.locked_box import LockedBox, load_box
from ballots.models import IssuedBallot
from ballots.patience import LIMITED, waiting_briefly
from ballots.protocol import voprf
from ballots.protocol.group import BadEncoding
from ballots.services import closing
from ballots.shelves import places_of, shelf_of
from officials.models import User
from rounds.models import Elector, Round

NEEDED = ("round__state", "round__is_paused", "round__issuing_ended_at", "round__closes_at")
ANSWER = ("blinded", "evaluated", "proof")
INSERT = f"""
INSERT INTO ballots_issuedballot (elector_id, round_id, blinded, evaluated, proof, shelf)
SELECT %s, %s, %s, %s, %s, %s FROM {LIMITED} ON CONFLICT DO NOTHING
"""  # noqa: S608 (a limit of our own)


def issue(*, user: User, round_id: UUID, blinded: str) -> IssuedBallot:
    """Return the answer to the blinded request (hex of 32 bytes) of a voter on the roll.

    The same request gets the same answer, also after a lost reply. Another request is refused.
    Raises `Elector.DoesNotExist` off the roll, or a `BallotError`.
    """
    with waiting_briefly(round_id):
        try:
            return _issue(user, round_id, blinded)
        except IssuingEnded:
            closing.note_end_of_issuing(round_id=round_id)
            raise


def _issue(user: User, round_id: UUID, blinded: str) -> IssuedBallot:
    """Find or create the voter's row.

    The statements need no transaction: the insert blocks on the round's lock while issuing is being
    ended, and the database refuses it if that came first.
    """
    elector = _electors(round_id).get(user=user)
    issued = _taken(elector)
    if issued is None:
        _require_issuing(elector.round)
        issued = _create(elector, load_box(round_id), blinded)
    if issued.blinded != blinded:
        raise IssuedElsewhere
    return issued


def _electors(round_id: UUID) -> QuerySet[Elector]:
    """Return the roll with the columns of `IssuedBallot`, None for people who have taken no ballot."""
    # A plain join would wait for the shelves of other rounds.
    taken = FilteredRelation("issued", condition=Q(issued__shelf__in=places_of(round_id)))
    columns = {name: F(f"taken__{name}") for name in ANSWER}
    roll = Elector.objects.filter(round_id=round_id).select_related("round").only(*NEEDED)
    return roll.annotate(taken=taken, **columns)


def _taken(elector: Elector) -> IssuedBallot | None:
    answer = {name: getattr(elector, name) for name in ANSWER}
    row = IssuedBallot(elector=elector, round_id=elector.round_id, **answer)
    return None if row.blinded is None else row


def _require_issuing(round_: Round) -> None:
    if round_.is_before:
        raise NotIssuingYet
    if round_.is_paused:
        raise VotePaused
    if not window.issues(round_, timezone.now()):
        raise IssuingEnded


def _create(elector: Elector, box: LockedBox, blinded: str) -> IssuedBallot:
    """Create the voter's only row, or find the one that another request created meanwhile."""
    evaluated, proof = _answer(box, blinded)
    row = IssuedBallot(elector=elector, round_id=box.round_id, blinded=blinded)
    row.evaluated, row.proof = evaluated.hex(), proof.hex()
    try:
        return row if _insert(row) else rows.issued_of(box.round_id).get(elector=elector)
    except IntegrityError as error:
        if not constraints.violates(error, constraints.ISSUING):
            raise
        raise IssuingEnded from error


def _insert(row: IssuedBallot) -> bool:
    # SQL, because the ORM does not tell whether a row was inserted, and because a unique violation
    # would write the request into the database's log.
    answer = (getattr(row, name) for name in ANSWER)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, (row.elector_id, row.round_id, *answer, shelf_of(row.round_id)))
        return bool(cursor.rowcount == 1)


def _answer(box: LockedBox, blinded: str) -> tuple[bytes, bytes]:
    try:
        element = bytes.fromhex(blinded)
        if element.hex() != blinded:
            raise RequestUnreadable
        return voprf.blind_evaluate(box.token_keys, element)
    except (BadEncoding, ValueError) as error:
        raise RequestUnreadable from error
