"""The hashes, signatures and proofs of one version of the protocol (docs/protocol.md §§1.2, 7.1, 9).

A version is part of every label, so nothing made under one of them means anything under another.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from verifier.encoding import L, read_scalar, u32
from verifier.group import IDENTITY, G, Group


@dataclass(frozen=True, slots=True)
class Suite:
    """A version of the protocol over one arithmetic."""

    version: str
    group: Group

    def framed(self, label: str, *fields: bytes) -> bytes:
        """The label, then every field after its length."""
        head = f"{self.version}/{label}".encode()
        return head + b"".join(u32(len(field)) + field for field in fields)

    def hash_of(self, label: str, *fields: bytes) -> bytes:
        """`H`: 32 bytes."""
        return hashlib.sha256(self.framed(label, *fields)).digest()

    def scalar_of(self, label: str, *fields: bytes) -> int:
        """`Hs`: a number below L."""
        return int.from_bytes(hashlib.sha512(self.framed(label, *fields)).digest(), "little") % L

    def magic(self, letter: str) -> bytes:
        """The first four bytes of ballots (b), sums (s) and shares (p)."""
        return f"{self.version}{letter}".encode()

    def is_signed(self, key: bytes, signature: bytes, label: str, *fields: bytes) -> bool:
        """Return whether the signature is valid (docs/protocol.md §1.2)."""
        return self.group.is_signed(key, signature, self.framed(label, *fields))

    def knows_secret(self, label: str, key: bytes, proof: bytes, *statement: bytes) -> bool:
        """R ‖ z (docs/protocol.md §7.1): z·G = R + c·key."""
        R, z = proof[:32], read_scalar(proof[32:])
        if not self.group.is_point(R):
            return False
        c = self.scalar_of(label, *statement, key, R)
        return self.group.combine([(z, G), (-1 % L, R), (-c % L, key)]) == IDENTITY

    def equal_logarithms(
        self, label: str, fields: Sequence[bytes], points: tuple[bytes, bytes, bytes], proof: bytes
    ) -> bool:
        """U ‖ V ‖ z (docs/protocol.md §9) for (key, base, image)."""
        key, base, image = points
        U, V, z = proof[:32], proof[32:64], read_scalar(proof[64:])
        if not all(self.group.is_point(point) for point in (U, V, image)):
            return False
        c = self.scalar_of(label, *fields, key, base, image, U, V)
        first = self.group.combine([(z, G), (-1 % L, U), (-c % L, key)])
        return first == IDENTITY == self.group.combine([(z, base), (-1 % L, V), (-c % L, image)])
