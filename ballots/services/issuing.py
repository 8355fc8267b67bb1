"""`phát phiếu`: one blind-signed blank ballot for each voter on the roll (protocol note §3)."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ballots import window
from ballots.box import Box, box_of
from ballots.errors import IssuedElsewhere, IssuingEnded, NotIssuingYet, RequestUnreadable, VotePaused
from ballots.models import IssuedBallot
from ballots.sealing import voprf
from ballots.sealing.group import BadEncoding, base_mul
from ballots.services import closing
from officials.models import User
from rounds.lifecycle import passing
from rounds.models import Elector, Round

NOT_YET = {Round.State.DRAFT, Round.State.SEALED}


def issue(*, user: User, round_id: UUID, blinded: str) -> IssuedBallot:
    """Return the answer to the blinded request (hex of 32 bytes) of a voter on the roll.

    The same request gets the same answer, also after a lost reply; another request is refused.
    Raises `Elector.DoesNotExist` off the roll, or a `BallotError`.
    """
    try:
        return _issue(user, round_id, blinded)
    except IssuingEnded:
        closing.note_end_of_issuing(round_id=round_id)
        raise


@transaction.atomic
def _issue(user: User, round_id: UUID, blinded: str) -> IssuedBallot:
    passing(round_id)
    electors = Elector.objects.select_related("round", "issued").defer("round__manifest", "round__config")
    elector = electors.get(round_id=round_id, user=user)
    issued: IssuedBallot | None = getattr(elector, "issued", None)
    if issued is None:
        _require_issuing(elector.round)
        issued = _create(elector, box_of(round_id), blinded)
    if issued.blinded != blinded:
        raise IssuedElsewhere
    return issued


def _require_issuing(round_: Round) -> None:
    if round_.state in NOT_YET:
        raise NotIssuingYet
    if round_.is_paused:
        raise VotePaused
    if not window.issues(round_, timezone.now()):
        raise IssuingEnded


def _create(elector: Elector, box: Box, blinded: str) -> IssuedBallot:
    """Create the voter's only row, or find the one another request created meanwhile."""
    evaluated, proof = _answer(box, blinded)
    row = IssuedBallot(elector=elector, round_id=box.round_id, blinded=blinded)
    row.evaluated, row.proof = evaluated.hex(), proof.hex()
    # Not get_or_create: its error would write the request into the database's log.
    IssuedBallot.objects.bulk_create([row], ignore_conflicts=True)
    return IssuedBallot.objects.get(elector=elector)


def _answer(box: Box, blinded: str) -> tuple[bytes, bytes]:
    secret = box.secrets.token_secret
    try:
        element = bytes.fromhex(blinded)
        if element.hex() != blinded:
            raise RequestUnreadable
        return voprf.blind_evaluate(voprf.KeyPair(secret, base_mul(secret)), element)
    except (BadEncoding, ValueError) as error:
        raise RequestUnreadable from error
