"""ristretto255 (RFC 9496) and Ed25519 (RFC 8032) in pure Python: slow, but without dependencies.

Not in constant time, which does not matter, since a checker holds no secrets.
"""

import functools
import hashlib
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from verifier.encoding import L, Wrong

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)
WINDOW = 4

Point: TypeAlias = tuple[int, int, int, int]  # X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z
NEUTRAL: Point = (0, 1, 1, 0)


def _magnitude(value: int) -> int:
    value %= P
    return P - value if value & 1 else value


def _sqrt_ratio(u: int, v: int) -> tuple[bool, int]:
    """RFC 9496 §4.2: whether u/v is a square, and the root of u/v or of i·u/v that is even."""
    root = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    check, u = v * root * root % P, u % P
    is_flipped = check == -u % P
    if is_flipped or check == -u * SQRT_M1 % P:
        root = root * SQRT_M1 % P
    return check == u or is_flipped, _magnitude(root)


INVSQRT_A_MINUS_D = _sqrt_ratio(1, -1 - D)[1]
# The RFC lists the odd root here.
SQRT_AD_MINUS_ONE = P - _sqrt_ratio(-D - 1, 1)[1]
ONE_MINUS_D_SQ = (1 - D * D) % P
D_MINUS_ONE_SQ = (D - 1) ** 2 % P


def add(a: Point, b: Point) -> Point:
    """The sum; complete on this curve, so it also doubles."""
    minus, plus = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * D * a[3] * b[3] % P, 2 * a[2] * b[2] % P
    e, f, g, h = plus - minus, d - c, d + c, plus + minus
    return e * f % P, g * h % P, f * g % P, e * h % P


def double(a: Point) -> Point:
    """Twice the point."""
    x, y, z = a[0] * a[0], a[1] * a[1], 2 * a[2] * a[2]
    h, g = x + y, x - y
    e, f = h - (a[0] + a[1]) ** 2, z + g
    return e * f % P, g * h % P, f * g % P, e * h % P


def negated(a: Point) -> Point:
    """The point's opposite."""
    return -a[0] % P, a[1], a[2], -a[3] % P


def weighted_sum(terms: Iterable[tuple[int, Point]]) -> Point:
    """Σ scalar·point, with the doublings shared by all terms (Straus)."""
    rows = [_row(scalar % L, point) for scalar, point in terms]
    longest = max((scalar.bit_length() for scalar, _ in rows), default=0)
    total = NEUTRAL
    for shift in range(-(-longest // WINDOW) * WINDOW - WINDOW, -1, -WINDOW):
        for _ in range(WINDOW):
            total = double(total)
        for scalar, multiples in rows:
            if digit := scalar >> shift & (1 << WINDOW) - 1:
                total = add(total, multiples[digit])
    return total


def _row(scalar: int, point: Point) -> tuple[int, list[Point]]:
    """The scalar, or its opposite when that is shorter, with the small multiples of the point."""
    if scalar > L // 2:
        scalar, point = L - scalar, negated(point)
    multiples = [NEUTRAL, point]
    for _ in range(2, min(scalar + 1, 1 << WINDOW)):
        multiples.append(add(multiples[-1], point))
    return scalar, multiples


@functools.lru_cache(maxsize=4096)
def decode(data: bytes) -> Point:
    """RFC 9496 §4.3.1; raises `Wrong` for everything that is not the one encoding of a point."""
    s = int.from_bytes(data, "little")
    if len(data) != 32 or data[31] >= 0x80 or s >= P or s & 1:
        raise Wrong("not a ristretto255 point")
    square = s * s % P
    u1, u2 = (1 - square) % P, (1 + square) % P
    v = (-D * u1 * u1 - u2 * u2) % P
    is_square, root = _sqrt_ratio(1, v * u2 * u2 % P)
    den_x = root * u2 % P
    x, y = _magnitude(2 * s * den_x), u1 * root * den_x * v % P
    t = x * y % P
    if not is_square or t & 1 or y == 0:
        raise Wrong("not a ristretto255 point")
    return x, y, 1, t


def encode(point: Point) -> bytes:
    """RFC 9496 §4.3.2: 32 bytes."""
    x, y, z, t = point
    u1, u2 = (z + y) * (z - y) % P, x * y % P
    root = _sqrt_ratio(1, u1 * u2 * u2 % P)[1]
    den1, den2 = root * u1 % P, root * u2 % P
    z_inv = den1 * den2 * t % P
    inverse = den2
    if t * z_inv % P & 1:
        x, y, inverse = y * SQRT_M1 % P, x * SQRT_M1 % P, den1 * INVSQRT_A_MINUS_D % P
    if x * z_inv % P & 1:
        y = -y
    return _magnitude(inverse * (z - y)).to_bytes(32, "little")


def _mapped(data: bytes) -> Point:
    """RFC 9496 §4.3.4, MAP of half of the uniform bytes."""
    t = (int.from_bytes(data, "little") & (1 << 255) - 1) % P
    r = SQRT_M1 * t * t % P
    u, v = (r + 1) * ONE_MINUS_D_SQ % P, (-1 - r * D) * (r + D) % P
    is_square, s = _sqrt_ratio(u, v)
    c = -1
    if not is_square:
        s, c = -_magnitude(s * t) % P, r
    n = (c * (r - 1) * D_MINUS_ONE_SQ - v) % P
    w0, w1, w2, w3 = 2 * s * v % P, n * SQRT_AD_MINUS_ONE % P, (1 - s * s) % P, (1 + s * s) % P
    return w0 * w3 % P, w2 * w1 % P, w1 * w3 % P, w0 * w2 % P


def _edwards(data: bytes) -> Point:
    """A canonical Ed25519 point of 32 bytes; raises `Wrong`."""
    y = int.from_bytes(data, "little") & (1 << 255) - 1
    is_square, x = _sqrt_ratio((y * y - 1) % P, (D * y * y + 1) % P)
    if not is_square or y >= P:
        raise Wrong("not a point of Ed25519")
    if x & 1 != data[31] >> 7:
        x = -x % P
    return x, y, 1, x * y % P


@functools.lru_cache(maxsize=64)
def _signing_key(data: bytes) -> Point:
    """The point of a key; raises `Wrong` unless it has prime order."""
    point = _edwards(data)
    if _is_neutral(point) or not _is_neutral(_times(L, point)):
        raise Wrong("a key of small or mixed order")
    return point


def _is_neutral(point: Point) -> bool:
    x, y, z, _ = point
    return x % P == 0 and (y - z) % P == 0


_BASE_Y = 4 * pow(5, -1, P) % P
BASE = _edwards(_BASE_Y.to_bytes(32, "little"))


class PlainGroup:
    """What the checks need of the group; points are 32 bytes."""

    name = "Python"

    def is_point(self, data: bytes) -> bool:
        """Whether these are the canonical 32 bytes of a point."""
        try:
            decode(data)
        except Wrong:
            return False
        return True

    def combine(self, terms: Sequence[tuple[int, bytes]]) -> bytes:
        """Σ scalar·point."""
        return encode(weighted_sum((scalar, decode(point)) for scalar, point in terms))

    def from_uniform(self, data: bytes) -> bytes:
        """The point of 64 uniform bytes."""
        return encode(add(_mapped(data[:32]), _mapped(data[32:])))

    def is_signed(self, key: bytes, signature: bytes, message: bytes) -> bool:
        """Ed25519, strictly: S below L, everything canonical, key and nonce of prime order."""
        s = int.from_bytes(signature[32:], "little")
        if len(key) != 32 or len(signature) != 64 or s >= L:
            return False
        try:
            public = _signing_key(key)
        except Wrong:
            return False
        digest = hashlib.sha512(signature[:32] + key + message).digest()
        h = int.from_bytes(digest, "little") % L
        # Both points have prime order, and so has their sum.
        nonce = add(_times(s, BASE), _times(h, negated(public)))
        return not _is_neutral(nonce) and _edwards_bytes(nonce) == signature[:32]


def _times(scalar: int, point: Point) -> Point:
    total = NEUTRAL
    for bit in f"{scalar:b}":
        total = double(total)
        if bit == "1":
            total = add(total, point)
    return total


def _edwards_bytes(point: Point) -> bytes:
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")
