"""Blind tokens: RFC 9497, mode VOPRF, suite ristretto255-SHA512.

The input is the credential's public key. When issuing, the server sees only the blinded element; when
the ballot arrives, only the token.
"""

import hashlib
import hmac
from dataclasses import dataclass

from ballots.protocol import group
from ballots.protocol.group import BadEncoding, L, base_mul, decode_point, decode_scalar, encode_scalar, mul
from ballots.protocol.hashing import u8, u16

TOKEN_BYTES = 64
PROOF_BYTES = 64
CONTEXT = b"OPRFV1-" + bytes([1]) + b"-ristretto255-SHA512"


class BadProof(ValueError):
    """The server's answer does not belong to the key of the manifest."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """``public = secret·G``."""

    secret: int
    public: bytes


def expand_message(message: bytes, tag: bytes, length: int) -> bytes:
    """``expand_message_xmd`` with SHA-512 (RFC 9380 §5.3.1), for at most 64 bytes of output."""
    suffix = tag + u8(len(tag))
    first = hashlib.sha512(bytes(128) + message + u16(length) + u8(0) + suffix).digest()
    return hashlib.sha512(first + u8(1) + suffix).digest()[:length]


def hash_to_group(message: bytes) -> bytes:
    """``HashToGroup`` of the suite: a point with unknown discrete logarithm."""
    return group.point_from_hash(expand_message(message, b"HashToGroup-" + CONTEXT, 64))


def hash_to_scalar(message: bytes, tag: bytes = b"HashToScalar-" + CONTEXT) -> int:
    """``HashToScalar`` of the suite."""
    return int.from_bytes(expand_message(message, tag, 64), "little") % L


def _framed(*fields: bytes) -> bytes:
    return b"".join(u16(len(field)) + field for field in fields)


def generate_key_pair() -> KeyPair:
    """A fresh token key, one per round."""
    secret = group.random_scalar()
    return KeyPair(secret, base_mul(secret))


def derive_key_pair(seed: bytes, info: bytes) -> KeyPair:
    """``DeriveKeyPair``: the first non-zero scalar over a counter."""
    for counter in range(256):
        message = seed + _framed(info) + u8(counter)
        secret = hash_to_scalar(message, b"DeriveKeyPair" + CONTEXT)
        if secret:
            return KeyPair(secret, base_mul(secret))
    raise ValueError("no key from this seed")


def blind(credential: bytes, *, scalar: int | None = None) -> tuple[int, bytes]:
    """(blinding scalar, blinded element of 32 bytes)."""
    blinding = group.random_scalar() if scalar is None else scalar
    return blinding, mul(blinding, hash_to_group(credential))


def blind_evaluate(keys: KeyPair, blinded: bytes, *, scalar: int | None = None) -> tuple[bytes, bytes]:
    """(evaluated 32 bytes, proof 64 bytes); ``BadEncoding`` for a bad or identity element."""
    element = decode_point(blinded, allow_identity=False)
    evaluated = mul(keys.secret, element)
    M, Z = _composites(keys.public, element, evaluated)
    nonce = group.random_scalar() if scalar is None else scalar
    c = _challenge(keys.public, M, Z, base_mul(nonce), mul(nonce, M))
    return evaluated, encode_scalar(c) + encode_scalar(nonce - c * keys.secret)


def _composites(public: bytes, blinded: bytes, evaluated: bytes) -> tuple[bytes, bytes]:
    seed = hashlib.sha512(_framed(public, b"Seed-" + CONTEXT)).digest()
    weight = hash_to_scalar(_framed(seed) + u16(0) + _framed(blinded, evaluated) + b"Composite")
    return mul(weight, blinded), mul(weight, evaluated)


def _challenge(*points: bytes) -> int:
    return hash_to_scalar(_framed(*points) + b"Challenge")


def verify_evaluation(public: bytes, blinded: bytes, evaluated: bytes, proof: bytes) -> bool:
    """Return whether ``evaluated`` belongs to the secret of ``public``; raises ``BadEncoding``."""
    if len(proof) != PROOF_BYTES:
        return False
    c, s = decode_scalar(proof[:32]), decode_scalar(proof[32:])
    M, Z = _composites(public, blinded, evaluated)
    first = group.add(base_mul(s), mul(c, public))
    second = group.add(mul(s, M), mul(c, Z))
    return c == _challenge(public, M, Z, first, second)


def is_answer(public: bytes, blinded: bytes, evaluated: bytes, proof: bytes) -> bool:
    """Return whether the row of an issued ballot is genuine; never raises for bytes from outside."""
    try:
        for element in (blinded, evaluated):
            decode_point(element, allow_identity=False)
        return verify_evaluation(public, blinded, evaluated, proof)
    except BadEncoding:
        return False


def finalize(
    *,
    credential: bytes,
    blinding: int,
    blinded: bytes,
    evaluated: bytes,
    proof: bytes,
    public: bytes,
) -> bytes:
    """Return the 64-byte token; raises ``BadProof`` if the answer belongs to another key."""
    for element in (public, blinded, evaluated):
        decode_point(element, allow_identity=False)
    if not verify_evaluation(public, blinded, evaluated, proof):
        raise BadProof("the answer does not belong to this key")
    return _token(credential, mul(pow(blinding, -1, L), evaluated))


def _token(credential: bytes, element: bytes) -> bytes:
    return hashlib.sha512(_framed(credential, element) + b"Finalize").digest()


def verify_token(secret: int, credential: bytes, token: bytes) -> bool:
    """Return whether the token belongs to the credential, in constant time."""
    expected = _token(credential, mul(secret, hash_to_group(credential)))
    return hmac.compare_digest(expected, token)
