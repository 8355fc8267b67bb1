"""What identifies an election: the hashes of configuration and manifest, and their codes for people."""

import hashlib

from ballots.protocol import base32
from ballots.protocol.hashing import PREFIX

CODE_LETTERS, LETTERS = 16, 52


def config_hash(config_bytes: bytes) -> bytes:
    """32 bytes that bind the key ceremony to the frozen configuration."""
    return hashlib.sha256(PREFIX + b"config" + config_bytes).digest()


def election_id(manifest_bytes: bytes) -> bytes:
    """32 bytes that identify the election: configuration and keys."""
    return hashlib.sha256(PREFIX + b"manifest" + manifest_bytes).digest()


def election_code(election: bytes) -> str:
    """The election code that people read aloud and compare, from 80 bits: ``7K2M-Q9TX-04VB-HZ3C``."""
    return base32.grouped(base32.encode(election, CODE_LETTERS), 4, "-")


def election_letters(election: bytes) -> str:
    """All 256 bits of the election id as 52 letters, for the QR code in the hall."""
    return base32.encode(election, LETTERS)


def election_of(letters: str) -> bytes:
    """The election id behind 52 letters; raises ``ValueError`` for any other text."""
    text = base32.normalise(letters)
    value, padding = divmod(base32.decode(text), 16)
    if len(text) != LETTERS or padding:
        raise ValueError("52 letters of an election id expected")
    return value.to_bytes(32, "big")
