"""The signed statement that a ballot is in the box; it reveals no mark."""

import secrets
from collections.abc import Mapping
from typing import Any

from ballots.protocol import base32, signing

LABEL = "receipt"


def generate_signing_key() -> bytes:
    """A fresh 32-byte Ed25519 secret."""
    return secrets.token_bytes(signing.SECRET_BYTES)


def public_key(secret: bytes) -> bytes:
    """The 32 bytes that stand in the manifest as receipt key."""
    return signing.public_key(secret)


def make_receipt(secret: bytes, election_id: bytes, ballot_hash: bytes) -> dict[str, str]:
    """{"election", "ballot", "signature": hex, "code": short code}; the same for the same ballot."""
    return {
        "election": election_id.hex(),
        "ballot": ballot_hash.hex(),
        "signature": signing.sign(secret, LABEL, election_id, ballot_hash).hex(),
        "code": short_code(ballot_hash),
    }


def verify_receipt(receipt: Mapping[str, Any], public: bytes) -> bool:
    """Return whether the receipt key signed exactly this receipt."""
    try:
        election, ballot, signature = (
            bytes.fromhex(receipt[name]) for name in ("election", "ballot", "signature")
        )
    except (KeyError, TypeError, ValueError):
        return False
    expected = {
        "election": election.hex(),
        "ballot": ballot.hex(),
        "signature": signature.hex(),
        "code": short_code(ballot),
    }
    # Only one spelling is valid: capitals would make a second text for the same receipt.
    if len(election) != 32 or len(ballot) != 32 or any(receipt.get(k) != v for k, v in expected.items()):
        return False
    return signing.verify(public, signature, LABEL, election, ballot)


def short_code(ballot_hash: bytes) -> str:
    """Three groups of four characters, from the first 60 bits: ``7K2M-Q9TX-04VB``."""
    return base32.grouped(base32.encode(ballot_hash, 12), 4, "-")
