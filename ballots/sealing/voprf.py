"""Blind tokens: RFC 9497, mode VOPRF, suite ristretto255-SHA512. INTERFACE SKELETON."""

from dataclasses import dataclass

TOKEN_BYTES = 64
PROOF_BYTES = 64


class BadProof(ValueError):
    """The server's answer was not made with the key of the manifest."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    secret: int
    public: bytes


def generate_key_pair() -> KeyPair:
    raise NotImplementedError


def derive_key_pair(seed: bytes, info: bytes) -> KeyPair:
    raise NotImplementedError


def blind(credential: bytes, *, scalar: int | None = None) -> tuple[int, bytes]:
    """(blinding scalar, blinded element)."""
    raise NotImplementedError


def blind_evaluate(
    keys: KeyPair, blinded: bytes, *, scalar: int | None = None
) -> tuple[bytes, bytes]:
    """(evaluated 32 bytes, proof 64 bytes); raises ``BadEncoding`` for a bad or identity element."""
    raise NotImplementedError


def finalize(
    *,
    credential: bytes,
    blinding: int,
    blinded: bytes,
    evaluated: bytes,
    proof: bytes,
    public: bytes,
) -> bytes:
    """The 64-byte token; raises ``BadProof``."""
    raise NotImplementedError


def verify_token(secret: int, credential: bytes, token: bytes) -> bool:
    raise NotImplementedError
