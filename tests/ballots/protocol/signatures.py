"""Ed25519 signatures on which lenient and strict programs disagree; all programs here must agree.

A is a key, R the first half of a signature, T a point of order 8. The arithmetic is the verifier's own,
because libsodium and noble refuse to make such points.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from ballots.protocol import signing
from ballots.protocol.hashing import framed
from tests.ballots.protocol.box import fixed
from verifier import plain
from verifier.encoding import L
from verifier.plain import BASE, P, Point, add

LABEL = "test"
SECRET, NONCE = 4711, 96
# RFC 8032 leaves these to the implementation: every point whose order divides 8, also as y + p and with the
# sign of x = 0 set.
T8 = "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"
SMALL = [
    "01" + "00" * 31,
    "01" + "00" * 30 + "80",
    "ec" + "ff" * 30 + "7f",
    "ec" + "ff" * 31,
    "00" * 32,
    "00" * 31 + "80",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    T8,
    T8[:-2] + "fa",
    "ee" + "ff" * 30 + "7f",
    "ed" + "ff" * 30 + "7f",
]


@dataclass(frozen=True)
class Signed:
    """A key, a signature and the one field that it signs."""

    name: str
    key: bytes
    signature: bytes
    message: bytes
    is_good: bool = False


def times(scalar: int, point: Point = BASE) -> Point:
    return plain._times(scalar, point)


def challenge(nonce: bytes, key: bytes, message: bytes) -> int:
    """Return the hash that RFC 8032 multiplies with the key, not reduced mod L."""
    digest = hashlib.sha512(nonce + key + framed(LABEL, [message])).digest()
    return int.from_bytes(digest, "little")


def made(key: bytes, nonce: bytes, message: bytes, secret: int = SECRET, r: int = NONCE) -> bytes:
    """Return R ‖ S with S = r + h·a, whatever key and R are."""
    s = (r + challenge(nonce, key, message) * secret) % L
    return nonce + s.to_bytes(32, "little")


def with_residue(residue: int, key: bytes, nonce: bytes) -> bytes:
    """Return a message whose challenge has this remainder mod 8: it decides what a component of order 8 does."""
    for i in range(500):
        message = i.to_bytes(2, "big")
        if challenge(nonce, key, message) % L % 8 == residue:
            return message
    raise AssertionError


def table() -> Iterator[Signed]:
    """Yield a good signature, then every kind that must be refused."""
    point, encoded, torsion = times(SECRET), plain._edwards_bytes, plain._edwards(bytes.fromhex(T8))
    key, nonce = encoded(point), encoded(times(NONCE))
    yield Signed("good", key, made(key, nonce, b"m"), b"m", True)
    mixed, moved = encoded(add(point, torsion)), encoded(add(times(NONCE), torsion))
    for residue in (0, 1, 4):
        message = with_residue(residue, mixed, nonce)
        yield Signed(f"A + T, challenge {residue} mod 8", mixed, made(mixed, nonce, message), message)
    # R moved so that the component of the key cancels out: the equation without cofactor holds.
    message = with_residue(7, mixed, moved)
    yield Signed("A + T and R + T, without cofactor", mixed, made(mixed, moved, message), message)
    yield Signed("R + T", key, made(key, moved, b"m"), b"m")
    for low in map(bytes.fromhex, SMALL):
        yield Signed(f"small A {low.hex()}", low, made(low, nonce, b"m", 0), b"m")
        yield Signed(f"small R {low.hex()}", key, made(key, low, b"m", r=0), b"m")
    yield from _altered(key, made(key, nonce, b"m"))


def _altered(key: bytes, good: bytes) -> Iterator[Signed]:
    s = int.from_bytes(good[32:], "little")
    yield Signed("S + L", key, good[:32] + (s + L).to_bytes(32, "little"), b"m")
    for bit in (253, 255):
        yield Signed(f"S + 2^{bit}", key, good[:32] + (s + 2**bit).to_bytes(32, "little"), b"m")
    yield Signed("S + 1", key, good[:32] + (s + 1).to_bytes(32, "little"), b"m")
    yield Signed("-A", key[:31] + bytes([key[31] ^ 0x80]), good, b"m")
    yield Signed("another message", key, good, b"n")
    yield Signed("short", key, good[:63], b"m")
    yield Signed("long key", key + b"\0", good, b"m")
    off = next(y for y in range(2, 99) if not _is_on_curve(y))
    yield Signed("A off the curve", off.to_bytes(32, "little"), good, b"m")
    yield Signed("A not reduced", (P + 3).to_bytes(32, "little"), good, b"m")
    yield Signed("of another key", signing.public_key(fixed("another")), good, b"m")


def _is_on_curve(y: int) -> bool:
    try:
        plain._edwards(y.to_bytes(32, "little"))
    except ValueError:
        return False
    return True


TABLE = list(table())
