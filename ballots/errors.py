"""Refusals by the box, each with a stable code, a status and the sentence that the voter reads.

Every sentence says whether a ballot was issued or is in the box.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ballots.protocol.wire import Reason
from rounds.errors import RoundError


class BallotError(RoundError):
    """A refusal by the box; nothing was changed."""

    code = "refused"
    status = 409
    sentence: str | Promise = ""

    def __init__(self, message: str | Promise = "") -> None:
        super().__init__(message or self.sentence)


class RequestUnreadable(BallotError):
    """The blinded request is not 32 bytes of a point (hex)."""

    code, status = "unreadable", 400
    sentence = _(
        "The request for a ballot cannot be read; no ballot was issued. Reload the page and try again."
    )


class RoundBusy(BallotError):
    """Something holds the round's lock; the device sends again by itself."""

    code, status = "busy", 503
    sentence = _(
        "The server cannot issue or take ballots at this moment; what was marked is kept on this device. Try again "
        "in a moment. If this message stays, tell the counting team."
    )


class HostUnable(BallotError):
    """This host lacks a key that another host, or a later attempt, may have.

    What it lacks is said to the administrator (`/health/`, the log of the start), not to voters.
    """

    code, status = "unavailable", 503
    sentence = RoundBusy.sentence


class HashUnreadable(BallotError):
    """The hash is not 64 lower-case hex digits."""

    code, status = "unreadable", 400
    sentence = _("This is not the hash of a ballot.")


class PaperChanged(BallotError):
    """The file of a paper is not the one of which the round holds the hash."""

    code = "paper_changed"
    sentence = _(
        "This file was changed after it was recorded, so it is not shown. Tell the counting team and the "
        "secretariat."
    )


class NotIssuingYet(BallotError):
    """The round is not open yet."""

    code = "not_open"
    sentence = _("The vote is not open yet. No ballot was issued.")


class IssuingEnded(BallotError):
    """The round no longer issues ballots."""

    code = "issuing_ended"
    sentence = _("Issuing of ballots has ended. No ballot was issued to you.")


class IssuedElsewhere(BallotError):
    """The voter's one ballot was issued for another blinded request."""

    code = "issued_elsewhere"
    sentence = _(
        "Your ballot was already issued on another device or browser. "
        "Continue there; a second one cannot be issued."
    )


class VotePaused(BallotError):
    """The server was restored from a backup; the secretary decides how the vote goes on."""

    code = "paused"
    sentence = _(
        "The vote is interrupted: the server was restored from a backup. The secretary decides how "
        "to continue. The data on this device is kept."
    )


class BallotRefused(BallotError):
    """The bytes are not a ballot of this round; `reason` is the protocol's code."""

    code, status = "invalid", 422
    sentence = _("This ballot does not fit this round and is not in the box. Reload the page and vote again.")
    badly_sealed = _(
        "This device did not seal the ballot correctly. It is not in the box, and the blank ballot can still be used."
    )

    def __init__(self, reason: str) -> None:
        super().__init__(self.badly_sealed if reason in (Reason.PROOF, Reason.SUM_PROOF) else "")
        self.reason = reason


class BoxNotOpen(BallotError):
    """The box takes no ballots yet."""

    code = "not_open"
    sentence = _("The box is not open yet. This ballot is not in the box.")


class BoxClosed(BallotError):
    """The box no longer takes ballots, and this one is not in it."""

    code = "closed"
    sentence = _("The box is closed. This ballot is not in the box.")


class KeysGone(BoxClosed):
    """The keys of the box were destroyed, so that not even the receipt of a ballot in the box is signed again."""

    sentence = _(
        "This vote is over and its keys are destroyed: no ballot is taken, and no receipt is signed any more."
    )


class CredentialUsed(BallotError):
    """The box holds another ballot with this credential; the first one is final."""

    code = "used"
    sentence = _(
        "Another ballot was already cast with this blank ballot and is in the box. "
        "This one is not; the first ballot is final."
    )
