"""The group ristretto255 (RFC 9496) over libsodium: points are 32 bytes, scalars are ``int``.

Everything that arrives from outside goes through :func:`decode_point` or
:func:`decode_scalar` once; the arithmetic below then trusts its arguments to be well-formed
and raises :class:`BadEncoding` if a point is not.
"""

import ctypes
import secrets
from collections.abc import Callable, Iterable

import pysodium

L = 2**252 + 27742317777372353535851937790883648493
POINT_BYTES = 32
SCALAR_BYTES = 32
IDENTITY = bytes(POINT_BYTES)

# A ballot of ten lines has 220 points, and checking one takes microseconds. pysodium's call releases
# the global interpreter lock each time; with several threads, acquiring it again took longer than all
# the checks.
_is_valid_point = ctypes.PyDLL(pysodium.sodium._name).crypto_core_ristretto255_is_valid_point  # noqa: SLF001
_is_valid_point.argtypes = [ctypes.c_char_p]


class BadEncoding(ValueError):
    """Bytes that are not the canonical encoding of a point or of a scalar below ``L``."""


def random_scalar() -> int:
    """A uniform scalar in 1 … L−1."""
    return 1 + secrets.randbelow(L - 1)


def encode_scalar(scalar: int) -> bytes:
    """The 32 little-endian bytes of ``scalar mod L``."""
    return (scalar % L).to_bytes(SCALAR_BYTES, "little")


def decode_scalar(data: bytes) -> int:
    """The scalar of 32 little-endian bytes; raises ``BadEncoding`` for another length or ≥ L."""
    if len(data) != SCALAR_BYTES:
        raise BadEncoding("a scalar has 32 bytes")
    scalar = int.from_bytes(data, "little")
    if scalar >= L:
        raise BadEncoding("scalar not below the group order")
    return scalar


def is_point(data: bytes) -> bool:
    """Whether the bytes are the canonical encoding of a point (the identity is one)."""
    return looks_like_point(data) and _is_valid_point(data) == 1


def looks_like_point(data: bytes) -> bool:
    """Check length and highest bit; libsodium before 1.0.19 ignores the bit, so points would have two encodings.

    A later computation with the point fails in libsodium if it is not one.
    """
    return len(data) == POINT_BYTES and data[31] < 0x80


def decode_point(data: bytes, *, allow_identity: bool = True) -> bytes:
    """Return the bytes unchanged if they encode a point; raises ``BadEncoding`` otherwise."""
    if not is_point(data):
        raise BadEncoding("not a ristretto255 point")
    if not allow_identity and data == IDENTITY:
        raise BadEncoding("the identity is refused here")
    return bytes(data)


def point_from_hash(data: bytes) -> bytes:
    """The point of 64 uniform bytes (RFC 9496 §4.3.4)."""
    point: bytes = pysodium.crypto_core_ristretto255_from_hash(data)
    return point


def base_mul(scalar: int) -> bytes:
    """``scalar·G``."""
    reduced = scalar % L
    if reduced == 0:
        return IDENTITY
    point: bytes = pysodium.crypto_scalarmult_ristretto255_base(encode_scalar(reduced))
    return point


def mul(scalar: int, point: bytes) -> bytes:
    """``scalar·point``; libsodium reports an identity result as an error, so that case is handled first."""
    reduced = scalar % L
    if reduced == 0 or point == IDENTITY:
        return IDENTITY
    return _point(pysodium.crypto_scalarmult_ristretto255, encode_scalar(reduced), point)


def add(left: bytes, right: bytes) -> bytes:
    """``left + right``."""
    return _point(pysodium.crypto_core_ristretto255_add, left, right)


def sub(left: bytes, right: bytes) -> bytes:
    """``left − right``."""
    return _point(pysodium.crypto_core_ristretto255_sub, left, right)


def _point(operation: Callable[[bytes, bytes], bytes], left: bytes, right: bytes) -> bytes:
    try:
        return operation(left, right)
    except ValueError as error:
        raise BadEncoding("not a ristretto255 point") from error


def sum_points(points: Iterable[bytes]) -> bytes:
    """The sum; the identity for none."""
    total = IDENTITY
    for point in points:
        total = point if total == IDENTITY else add(total, point)
    return total


def multi_mul(terms: Iterable[tuple[int, bytes]]) -> bytes:
    """``Σ scalar·point``."""
    return sum_points(mul(scalar, point) for scalar, point in terms)


G = base_mul(1)
