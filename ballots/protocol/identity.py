"""Canonical bytes of the round's configuration and of its final manifest."""

import hashlib
import json
from typing import Any


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON, keys sorted by code point, no spaces, no escapes but the required ones.

    Raises ``ValueError`` for floats that are not finite; use integers and strings only, so
    that every implementation writes the same bytes.
    """
    text = json.dumps(
        value,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )
    return text.encode("utf-8")


def config_hash(config_bytes: bytes) -> bytes:
    """32 bytes that bind the key ceremony to the frozen configuration."""
    return hashlib.sha256(b"tn1/config" + config_bytes).digest()


def election_id(manifest_bytes: bytes) -> bytes:
    """32 bytes that name the election: configuration and keys."""
    return hashlib.sha256(b"tn1/manifest" + manifest_bytes).digest()
