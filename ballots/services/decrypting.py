"""Decryption shares of the members, checked as they arrive (docs/protocol.md §8.2)."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ballots import queue
from ballots.errors import BallotError
from ballots.manifest import ManifestKeys, keys_of
from ballots.models import EncryptedTally, IssuedCheck, PartialDecryption
from ballots.protocol.decryption import OpeningError, Sums, verify_partial
from ballots.services.gate import before_opening
from officials.models import User
from rounds import selectors, steps
from rounds.locks import lock_round
from rounds.models import CommitteeMember, Round

# A faulty device may try again, but must not fill the table.
MOST_BAD_SHARES = 5
# Anybody with the member's session could send shares; only those signed with the member's key may
# count against the member.
UNSIGNED = ("share_length", "share_header", "share_signature")


class OpeningRefused(BallotError):
    """A share was refused; nothing was changed."""


class NotCounted(OpeningRefused):
    """The box is not closed, or its ballots are not added up yet."""

    code = "not_counted"


class TooFewBallots(OpeningRefused):
    """With so few ballots the totals would reveal single marks."""

    code = "too_few"


class StaysClosed(OpeningRefused):
    """Ballots were issued that nobody present can have taken; nothing was changed."""

    code = "issued"


class BadShare(OpeningRefused):
    """Not signed with the member's key for these sums; nothing was stored."""

    code, status = "share", 422
    sentence = gettext_lazy(
        "The share does not match your key for these totals and was not accepted. Open this page on "
        "the device that holds your key and try again there."
    )


class AlreadyHelped(OpeningRefused):
    """The member gave a good share before; there is one tally per election, ever."""

    code = "elsewhere"


@transaction.atomic
def post_partial(*, user: User, round_id: uuid.UUID, payload: dict[str, Any]) -> PartialDecryption:
    """Store a member's share `{"share": hex}`; a signed but false share is stored as bad.

    Repeating a share gets the same answer. With t good shares a task opens the box. Raises
    `Round.DoesNotExist` outside the team, else an `OpeningRefused`.
    """
    selectors.round_for_committee(user=user, pk=round_id)
    round_ = lock_round(round_id)
    member = round_.committee.get(user=user)
    data = _bytes(payload)
    if known := _known(member, data):
        return known
    tally = _ready(round_)
    keys = keys_of(bytes(round_.manifest or b""))
    reason = _fault(data, round_, tally, member, keys)
    share = PartialDecryption.objects.create(
        round=round_, member=member, payload={"share": data.hex()}, good=not reason, reason=reason
    )
    _open_when_enough(round_, keys.threshold)
    return share


def _bytes(payload: dict[str, Any]) -> bytes:
    try:
        return bytes.fromhex(payload["share"])
    except (KeyError, TypeError, ValueError) as error:
        raise OpeningRefused(_("This is not a share of the opening.")) from error


def _known(member: CommitteeMember, data: bytes) -> PartialDecryption | None:
    """Return the row of this share. Raises if the member may give no other."""
    given = list(PartialDecryption.objects.filter(member=member))
    for share in given:
        if share.payload == {"share": data.hex()}:
            return share
    if any(share.good for share in given):
        raise AlreadyHelped(_("You have already helped to open this box, on another device."))
    if len(given) >= MOST_BAD_SHARES:
        raise OpeningRefused(_("Too many shares from this member were wrong. Use another device later."))
    return None


def _ready(round_: Round) -> EncryptedTally:
    tally = EncryptedTally.objects.filter(pk=round_.pk).first()
    if not steps.takes_place("decrypt_share", round_) or tally is None:
        raise NotCounted(_("The box cannot be opened now: its ballots are not added up, or it is open."))
    if tally.valid < round_.min_ballots:
        raise TooFewBallots(
            _("The box holds %(valid)d valid ballots; it may be opened only with %(fewest)d.")
            % {"valid": tally.valid, "fewest": round_.min_ballots}
        )
    _require_genuine(round_)
    return tally


def _require_genuine(round_: Round) -> None:
    """Raise `StaysClosed` with the sentence of the gate; triggers refuse the share as well."""
    if not IssuedCheck.objects.filter(pk=round_.pk).exists():
        raise NotCounted(_("The ballots issued are still being checked."))
    if missing := before_opening(round_):
        raise StaysClosed(f"{missing[0].message} {missing[0].remedy}")


def _fault(
    data: bytes, round_: Round, tally: EncryptedTally, member: CommitteeMember, keys: ManifestKeys
) -> str:
    """Return why the signed share is false, or "". Raises `BadShare` if it is not signed."""
    try:
        verify_partial(
            data,
            election_id=bytes.fromhex(round_.election_id or ""),
            member=member.index,
            share_key=keys.share[member.index],
            signing_key=keys.signing[member.index],
            sums=Sums.from_bytes(bytes(tally.sums)),
        )
    except OpeningError as error:
        if error.code in UNSIGNED:
            raise BadShare from error
        return error.code
    return ""


def _open_when_enough(round_: Round, threshold: int) -> None:
    good = PartialDecryption.objects.filter(round=round_, good=True).count()
    if good >= threshold:
        transaction.on_commit(lambda: queue.send(steps.binding("open_box").task, round_.pk))
