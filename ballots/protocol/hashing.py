"""Hashes over labelled, length-prefixed fields, so that different inputs never give the same bytes."""

import hashlib
from collections.abc import Iterable

from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ballots.protocol.group import L

VERSION = "tn2"
PREFIX = f"{VERSION}/".encode()


def u8(value: int) -> bytes:
    """One byte."""
    return value.to_bytes(1, "big")


def u16(value: int) -> bytes:
    """Two bytes, big-endian."""
    return value.to_bytes(2, "big")


def u32(value: int) -> bytes:
    """Four bytes, big-endian."""
    return value.to_bytes(4, "big")


def framed(label: str, fields: Iterable[bytes], *, version: str = VERSION) -> bytes:
    """``"tn2/" + label``, then each field after its length in four bytes."""
    parts = [f"{version}/{label}".encode("ascii")]
    for field in fields:
        parts += (u32(len(field)), field)
    return b"".join(parts)


def H(label: str, *fields: bytes, version: str = VERSION) -> bytes:
    """SHA-256 of the framed fields: 32 bytes. ``version`` is given only to read what was made earlier."""
    return hashlib.sha256(framed(label, fields, version=version)).digest()


def hash_to_scalar(label: str, *fields: bytes) -> int:
    """SHA-512 of the framed fields as a little-endian integer, reduced mod L."""
    return int.from_bytes(hashlib.sha512(framed(label, fields)).digest(), "little") % L


def hkdf(seed: bytes, info: bytes, length: int, *, salt: bytes = b"") -> bytes:
    """HKDF-SHA-512 (RFC 5869); ``info`` gets the prefix ``tn2/``."""
    return HKDF(SHA512(), length, salt or None, PREFIX + info).derive(seed)


def hkdf_scalars(seed: bytes, info: bytes, count: int, *, salt: bytes = b"") -> list[int]:
    """``count`` scalars, each from 64 bytes of the HKDF stream reduced mod L."""
    stream = hkdf(seed, info, 64 * count, salt=salt)
    return [int.from_bytes(stream[i : i + 64], "little") % L for i in range(0, 64 * count, 64)]
