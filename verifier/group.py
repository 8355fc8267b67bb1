"""The choice of arithmetic, and tokens."""

import hashlib
from collections.abc import Sequence
from typing import Protocol

from verifier import plain, sodium
from verifier.encoding import require, u8, u16

IDENTITY = bytes(32)
G = bytes.fromhex("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76")
TOKEN_SUITE = b"OPRFV1-\x01-ristretto255-SHA512"  # RFC 9497, mode 1 (VOPRF)


class Group(Protocol):
    """ristretto255 with points as 32 bytes, and Ed25519."""

    @property
    def name(self) -> str:
        """The name of the arithmetic, for the report."""

    def is_point(self, data: bytes) -> bool:
        """Whether these are the canonical 32 bytes of a point."""

    def combine(self, terms: Sequence[tuple[int, bytes]]) -> bytes:
        """Σ scalar·point; raises `Wrong` when one is no point."""

    def from_uniform(self, data: bytes) -> bytes:
        """The point of 64 uniform bytes."""

    def is_signed(self, key: bytes, signature: bytes, message: bytes) -> bool:
        """Ed25519, strictly."""


def choose(only_plain: bool = False) -> Group:
    """libsodium if the machine has it, else Python's integers."""
    return plain.PlainGroup() if only_plain else sodium.load() or plain.PlainGroup()


def require_point(group: Group, data: bytes, what: str) -> bytes:
    """The bytes if they are a point other than the identity."""
    require(group.is_point(data) and data != IDENTITY, f"{what} is not a usable point")
    return data


def token_of(group: Group, secret: int, credential: bytes) -> bytes:
    """The 64 bytes that RFC 9497 computes for a credential with the published token secret."""
    tag = b"HashToGroup-" + TOKEN_SUITE
    tag += u8(len(tag))
    first = hashlib.sha512(bytes(128) + credential + u16(64) + u8(0) + tag).digest()
    uniform = hashlib.sha512(first + u8(1) + tag).digest()
    element = group.combine([(secret, group.from_uniform(uniform))])
    parts = u16(len(credential)) + credential + u16(len(element)) + element
    return hashlib.sha512(parts + b"Finalize").digest()
