"""Whether a ballot is in the box, for anyone who knows its hash (docs/protocol.md §5.3)."""

import re
from dataclasses import dataclass
from uuid import UUID

from ballots import rows
from ballots.errors import HashUnreadable
from ballots.protocol import merkle
from rounds.models import Round

BALLOT_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class BallotLookup:
    """Whether a ballot hash is in the box; after closing with the path to the fingerprint and the verdict.

    `counted` is None while that is not known: before closing, before the ballot is checked, and in a round
    that does not count. `reason` is the protocol's code for a ballot that is not counted.
    """

    in_box: bool
    fingerprint: str
    inclusion: merkle.Inclusion | None = None
    counted: bool | None = None
    reason: str = ""


def find_ballot(round_id: UUID, ballot_hash: str) -> BallotLookup:
    """Return whether the ballot of this hash (64 hex digits) is in the box of the round.

    Raises `Round.DoesNotExist` before the box is locked, then `HashUnreadable` for other text.
    """
    round_ = Round.objects.only("fingerprint", "state").get(pk=round_id, manifest__isnull=False)
    if not BALLOT_HASH.fullmatch(ballot_hash):
        raise HashUnreadable
    box = rows.ballots_of(round_id)
    in_box = box.filter(hash=ballot_hash).exists()
    if not in_box or not round_.fingerprint:
        return BallotLookup(in_box, round_.fingerprint)
    hashes = (bytes.fromhex(value) for value in box.values_list("hash", flat=True))
    path = merkle.inclusion(hashes, bytes.fromhex(ballot_hash))
    return BallotLookup(in_box, round_.fingerprint, path, *_verdict(round_, ballot_hash))


def _verdict(round_: Round, ballot_hash: str) -> tuple[bool | None, str]:
    if round_.is_void:
        return None, ""
    check = rows.checks_of(round_.pk).filter(pk=ballot_hash).first()
    return (check.valid, check.reason) if check else (None, "")
