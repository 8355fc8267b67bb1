"""The statement that the counting team signs: the figures of the minutes as canonical bytes.

`statement_hash = H("minutes", bytes)`; a member signs with the key shown in the ceremony:
Ed25519 over the framed ("minutes-signature", election id, statement hash), docs/protocol.md §11.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from ballots.manifest import code_of, keys_of
from ballots.protocol import signing
from ballots.protocol.hashing import H
from common.canonical import canonical_json
from results.models import Tally
from results.outcomes import CountSheet
from results.selectors import present_before
from results.sheet import sheet_of
from rounds import steps
from rounds.entries import times_of
from rounds.frozen import FrozenConfiguration, frozen_configuration
from rounds.models import Round

HASH_LABEL = "minutes"
FORMER_VERSION = "tn1"
SIGNATURE_LABEL = "minutes-signature"
MISSING_LABEL = "minutes-missing"


@dataclass(frozen=True, slots=True)
class MinutesStatement:
    """The content as plain data, its canonical bytes, and their hash (32 bytes)."""

    content: dict[str, Any]
    data: bytes
    hash: bytes


def statement_of(round_: Round) -> MinutesStatement:
    """Return the statement of a counted round. Raises `Tally.DoesNotExist` before the count."""
    tally = Tally.objects.get(pk=round_.pk)
    words = frozen_configuration(round_)
    content = {
        "version": f"{words.version}/minutes",
        "round": str(round_.pk),
        "title": round_.title,
        "election": round_.election_id,
        "fingerprint": round_.fingerprint,
        "opened_by": tally.opened_by,
        **event_times(round_),
        **_numbers(sheet_of(round_)),
    }
    if words.version != FORMER_VERSION:
        content |= _additions(round_, words, tally)
    data = canonical_json(content)
    return MinutesStatement(content, data, H(HASH_LABEL, data, version=words.version))


def _additions(round_: Round, words: FrozenConfiguration, tally: Tally) -> dict[str, Any]:
    """Return what minutes of protocol tn1 did not state."""
    return {
        "code": code_of(round_.election_id),
        "not_issued": tally.summoned - tally.issued,
        "present_before": present_before(round_),
        "zero": {"at": utc(round_.zero_at), "by": words.head.index},
    }


def _numbers(sheet: CountSheet) -> dict[str, Any]:
    names = ("summoned", "present", "issued", "returned", "valid", "exchanged", "withdrawn")
    return {
        **{name: getattr(sheet, name) for name in names},
        "lines": [
            {
                "position": line.row,
                "name": line.name,
                "high": line.high,
                "confidence": line.confidence,
                "low": line.low,
                "blank": line.blank,
            }
            for line in sheet.lines
        ],
    }


def event_times(round_: Round) -> dict[str, str]:
    """Return when issuing began and when the box was closed, ISO 8601 in UTC, from the log."""
    opened, closed = (steps.BY_NAME[name].entry_name for name in ("open", "close"))
    found = times_of(round_, opened, closed)
    return {"opened_at": utc(found[opened]), "closed_at": utc(found[closed])}


def utc(moment: datetime.datetime | None) -> str:
    """Return a time as ISO 8601 in UTC; "" for none."""
    return moment.astimezone(datetime.UTC).isoformat() if moment else ""


def signing_key(round_: Round, index: int) -> bytes:
    """Return the member's public signing key (32 bytes) from the manifest, by index from 1."""
    return keys_of(bytes(round_.manifest or b"{}")).signing[index]


def sign(secret: bytes, round_election: str, statement_hash: bytes) -> bytes:
    """Return a member's signature (64 bytes); `secret` has 32 bytes, the election id is hex."""
    return signing.sign(secret, SIGNATURE_LABEL, bytes.fromhex(round_election), statement_hash)


def is_signed(public: bytes, signature: bytes, round_election: str, statement_hash: bytes) -> bool:
    """Return whether the signature is the member's, over exactly this statement."""
    fields = bytes.fromhex(round_election), statement_hash
    return signing.verify(public, signature, SIGNATURE_LABEL, *fields)


def missing_is_signed(
    public: bytes, signature: bytes, round_election: str, statement_hash: bytes, reasons: dict[str, str]
) -> bool:
    """Return whether the signature is the head's, over these reasons and this statement."""
    fields = bytes.fromhex(round_election), statement_hash, canonical_json(reasons)
    return signing.verify(public, signature, MISSING_LABEL, *fields)
