"""The fingerprint of the box: Merkle tree (RFC 6962) over sorted ballot hashes. SKELETON."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Inclusion:
    """0-based position, number of leaves, sibling hashes from leaf to root."""

    index: int
    size: int
    path: tuple[bytes, ...]

    def to_json(self) -> dict[str, Any]:
        raise NotImplementedError


def root(hashes: Iterable[bytes]) -> bytes:
    raise NotImplementedError


def inclusion(hashes: Iterable[bytes], ballot_hash: bytes) -> Inclusion:
    """Raises ``KeyError`` when the hash is not in the box."""
    raise NotImplementedError


def verify_inclusion(ballot_hash: bytes, inclusion: Inclusion, root: bytes) -> bool:
    raise NotImplementedError
