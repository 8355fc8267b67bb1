"""The fingerprint of the box: the Merkle tree of RFC 6962 over the sorted ballot hashes."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Inclusion:
    """0-based position, number of leaves, sibling hashes from the leaf up to the root."""

    index: int
    size: int
    path: tuple[bytes, ...]

    def to_json(self) -> dict[str, Any]:
        """{"index": int, "size": int, "path": [hex]}."""
        return {
            "index": self.index,
            "size": self.size,
            "path": [p.hex() for p in self.path],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Inclusion":
        """The reverse of :meth:`to_json`."""
        path = tuple(bytes.fromhex(sibling) for sibling in data["path"])
        return cls(int(data["index"]), int(data["size"]), path)


def _leaf(ballot_hash: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + ballot_hash).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _leaves(hashes: Iterable[bytes]) -> list[bytes]:
    """Return the leaves. Raises ``ValueError`` for a duplicate hash."""
    ordered = sorted(hashes)
    if len(set(ordered)) != len(ordered):
        raise ValueError("a ballot hash comes twice")
    return ordered


def _levels(ordered: Sequence[bytes]) -> list[list[bytes]]:
    """The tree from the leaves up; a last node without a sibling moves up unchanged."""
    levels = [[_leaf(ballot_hash) for ballot_hash in ordered]]
    while len(levels[-1]) > 1:
        below = levels[-1]
        above = [_node(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
        levels.append(above + below[len(above) * 2 :])
    return levels


def root(hashes: Iterable[bytes]) -> bytes:
    """32 bytes; SHA-256 of nothing for an empty box."""
    ordered = _leaves(hashes)
    return _levels(ordered)[-1][0] if ordered else hashlib.sha256().digest()


def inclusion(hashes: Iterable[bytes], ballot_hash: bytes) -> Inclusion:
    """Return the position and path of the hash; raises ``KeyError`` if it is not in the box."""
    ordered = _leaves(hashes)
    if ballot_hash not in set(ordered):
        raise KeyError(ballot_hash.hex())
    index = position = ordered.index(ballot_hash)
    path = []
    for level in _levels(ordered)[:-1]:
        sibling = position ^ 1
        if sibling < len(level):
            path.append(level[sibling])
        position //= 2
    return Inclusion(index, len(ordered), tuple(path))


def verify_inclusion(ballot_hash: bytes, inclusion: Inclusion, root: bytes) -> bool:
    """Return whether the path leads from the ballot hash to the root."""
    position, last = inclusion.index, inclusion.size - 1
    siblings = list(inclusion.path)
    node = _leaf(ballot_hash)
    if not 0 <= position <= last:
        return False
    while last:
        if position ^ 1 <= last:
            if not siblings:
                return False
            sibling = siblings.pop(0)
            node = _node(sibling, node) if position & 1 else _node(node, sibling)
        position, last = position // 2, last // 2
    return not siblings and node == root
