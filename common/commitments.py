"""Hashes that fix a list without publishing it: the salt keeps others from guessing the list."""

import hashlib
from typing import Any

from common.canonical import canonical_json

SALT_BYTES = 32


def salted_hash(salt: bytes, rows: list[dict[str, Any]]) -> str:
    """Return SHA-256 over the salt and the canonical JSON of `rows`, in hex (docs/protocol.md §2.2)."""
    return hashlib.sha256(salt + canonical_json(rows)).hexdigest()
