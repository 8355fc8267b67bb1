"""The signed statement that a ballot is in the box. INTERFACE SKELETON."""

from typing import Any


def generate_signing_key() -> bytes:
    """A 32-byte Ed25519 secret."""
    raise NotImplementedError


def public_key(secret: bytes) -> bytes:
    raise NotImplementedError


def make_receipt(
    secret: bytes, election_id: bytes, ballot_hash: bytes
) -> dict[str, str]:
    """{"election": hex, "ballot": hex, "signature": hex, "code": short code}."""
    raise NotImplementedError


def verify_receipt(receipt: dict[str, Any], public: bytes) -> bool:
    raise NotImplementedError


def short_code(ballot_hash: bytes) -> str:
    """Three groups of four characters, from the first 60 bits of the ballot hash."""
    raise NotImplementedError
