"""What the head of the counting team states on the own device (docs/protocol.md §11.1)."""

from typing import Any

from ballots.protocol import signing
from common.canonical import canonical_json

LABEL = "head-statement"


def zero() -> dict[str, Any]:
    """Return the statement that the box is locked and holds no ballot."""
    return {"kind": "zero", "ballots": 0}


def close(cast: int, issued: int, present: int) -> dict[str, Any]:
    """Return the agreement to close although people are present who have not cast."""
    return {"kind": "close", "cast": cast, "issued": issued, "present": present}


def present(before: int, after: int, reason: str) -> dict[str, Any]:
    """Return the agreement to correct the number of people present after closing."""
    return {"kind": "present", "from": before, "to": after, "reason": reason}


def sign(secret: bytes, election_id: bytes, content: dict[str, Any]) -> bytes:
    """Return the head's signature (64 bytes) over the canonical JSON of the content."""
    return signing.sign(secret, LABEL, election_id, canonical_json(content))


def holds(public: bytes, signature: bytes, election_id: bytes, content: dict[str, Any]) -> bool:
    """Return whether the signature is the head's, over exactly this content."""
    return signing.verify(public, signature, LABEL, election_id, canonical_json(content))
