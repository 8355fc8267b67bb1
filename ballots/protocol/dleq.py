"""Proofs that two points have the same secret factor (Chaum–Pedersen)."""

from dataclasses import dataclass

from ballots.protocol.group import (
    POINT_BYTES,
    BadEncoding,
    add,
    base_mul,
    decode_point,
    decode_scalar,
    encode_scalar,
    mul,
    random_scalar,
)
from ballots.protocol.hashing import hash_to_scalar, hkdf_scalars

PROOF_BYTES = 3 * POINT_BYTES


@dataclass(frozen=True, slots=True)
class Equality:
    """The statement ``key = secret·G`` and ``image = secret·base``; label and fields bind its purpose."""

    label: str
    fields: tuple[bytes, ...]
    key: bytes
    base: bytes
    image: bytes

    def challenge(self, U: bytes, V: bytes) -> int:
        """The hash of the whole statement and the commitments."""
        return hash_to_scalar(self.label, *self.fields, self.key, self.base, self.image, U, V)


def prove(statement: Equality, secret: int) -> bytes:
    """U ‖ V ‖ z, 96 bytes; the nonce depends on secret, statement and fresh randomness."""
    material = encode_scalar(secret) + encode_scalar(random_scalar())
    (nonce,) = hkdf_scalars(material, b"dleq-nonce" + statement.base + statement.image, 1)
    U, V = base_mul(nonce), mul(nonce, statement.base)
    return U + V + encode_scalar(nonce + statement.challenge(U, V) * secret)


def holds(statement: Equality, proof: bytes) -> bool:
    """Return whether the proof is valid; never raises for bytes from outside."""
    if len(proof) != PROOF_BYTES:
        return False
    try:
        U, V, z = decode_point(proof[:32]), decode_point(proof[32:64]), decode_scalar(proof[64:])
        c = statement.challenge(U, V)
        first = base_mul(z) == add(U, mul(c, statement.key))
        return first and mul(z, statement.base) == add(V, mul(c, statement.image))
    except BadEncoding:
        return False
