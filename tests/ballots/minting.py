"""An intruder with the server's key file and database: ballots for people who took none."""

import secrets

from ballots.models import IssuedBallot
from ballots.services import casting
from rounds.models import Elector, Round
from tests.ballots.hall import VoterDevice
from tests.ballots.team import answer_for, token_for

Row = dict[str, str]


def random_row(_round: Round) -> Row:
    """Return a row of the right form that holds random bytes."""
    return {
        "blinded": secrets.token_hex(32),
        "evaluated": secrets.token_hex(32),
        "proof": secrets.token_hex(64),
    }


def copied_row(round_: Round) -> Row:
    """Return the row of another voter."""
    row = IssuedBallot.objects.filter(round=round_).earliest("blinded")
    return {"blinded": row.blinded, "evaluated": row.evaluated, "proof": row.proof}


def mint(round_: Round, elector: Elector, row: Row | None = None) -> casting.Receipt:
    """Cast a ballot in the name of `elector`; without a `row`, with an answer made with the token key."""
    IssuedBallot.objects.create(elector=elector, round=round_, **(row or answer_for(round_)))
    device = VoterDevice(round_, elector.user)
    device.token = token_for(round_, device.credential)
    return device.cast()
