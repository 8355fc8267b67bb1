"""Canonical bytes of the round's configuration and of its final manifest."""

import hashlib


def config_hash(config_bytes: bytes) -> bytes:
    """32 bytes that bind the key ceremony to the frozen configuration."""
    return hashlib.sha256(b"tn1/config" + config_bytes).digest()


def election_id(manifest_bytes: bytes) -> bytes:
    """32 bytes that identify the election: configuration and keys."""
    return hashlib.sha256(b"tn1/manifest" + manifest_bytes).digest()
