"""Envelope encryption: a random data key seals a value, and an envelope key outside the database seals the data key.

Both with AES-256-GCM. The associated data name table, row and column, so that a value copied to another
place does not open. A new envelope key changes the sealed data key only.
"""

import base64
import hashlib
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from common.durable import create_file, replace_file

_NONCE = 12
_HEAD = (
    "# Envelope keys of Tín Nhiệm: id, then the key. Keep a copy apart from the database and its backups.\n"
)


class EnvelopeUnreadable(ValueError):
    """A file of envelope keys that is damaged, or a value that its keys do not open."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed value: id of the envelope key, data key under it, content under the data key."""

    key_id: str
    data_key: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class EnvelopeKeys:
    """The keys of one file by their ids, the newest last."""

    keys: Mapping[str, bytes] = field(repr=False)

    @property
    def newest(self) -> str:
        return list(self.keys)[-1]

    def seal(self, content: bytes, place: str, *, key_id: str) -> Sealed:
        """Return the content sealed for a place, `table/row`. Raises `KeyError` for an unknown key."""
        data_key = AESGCM.generate_key(256)
        body = _encrypt(data_key, content, f"{place}/body")
        return Sealed(key_id, self._wrap(data_key, place, key_id), body)

    def unseal(self, sealed: Sealed, place: str) -> bytes:
        """Return the content. Raises `KeyError` without the key, `EnvelopeUnreadable` if bytes were changed."""
        return _decrypt(self._unwrap(sealed, place), sealed.body, f"{place}/body")

    def rewrap(self, sealed: Sealed, place: str, *, key_id: str) -> Sealed:
        """Return the same body with its data key under another envelope key."""
        return Sealed(key_id, self._wrap(self._unwrap(sealed, place), place, key_id), sealed.body)

    def with_new(self) -> "EnvelopeKeys":
        """Return these keys and a new one."""
        key = secrets.token_bytes(32)
        return EnvelopeKeys({**self.keys, key_id(key): key})

    def only(self, ids: set[str]) -> "EnvelopeKeys":
        """Return the keys with these ids."""
        return EnvelopeKeys({name: key for name, key in self.keys.items() if name in ids})

    def to_text(self) -> str:
        lines = (f"{name} {base64.b64encode(key).decode()}\n" for name, key in self.keys.items())
        return _HEAD + "".join(lines)

    def _wrap(self, data_key: bytes, place: str, key_id: str) -> bytes:
        return _encrypt(self.keys[key_id], data_key, f"{place}/data_key/{key_id}")

    def _unwrap(self, sealed: Sealed, place: str) -> bytes:
        return _decrypt(self.keys[sealed.key_id], sealed.data_key, f"{place}/data_key/{sealed.key_id}")


NO_KEYS = EnvelopeKeys({})


def key_id(key: bytes) -> str:
    """Return the name of an envelope key, 16 hex digits that tell nothing else about it."""
    return hashlib.sha256(b"tin-nhiem envelope key\0" + key).hexdigest()[:16]


def read(path: Path) -> EnvelopeKeys:
    """Return the keys of a file. Raises `FileNotFoundError`, another `OSError`, or `EnvelopeUnreadable`."""
    return parse(path.read_text())


def parse(text: str) -> EnvelopeKeys:
    """Return the keys of a text; each line repeats the id, so that a damaged key is noticed."""
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        keys = {name: base64.b64decode(key, validate=True) for name, key in lines}
    except ValueError as error:
        raise EnvelopeUnreadable("A line is not an id and a key.") from error
    if not keys or any(len(key) != 32 or key_id(key) != name for name, key in keys.items()):
        raise EnvelopeUnreadable("A key does not have the id before it.")
    return EnvelopeKeys(keys)


def create(path: Path) -> EnvelopeKeys:
    """Write a file with one new key, readable by its owner only; if there is a file, return its keys."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):  # another process was first
        create_file(path, NO_KEYS.with_new().to_text().encode())
    return read(path)


def write(path: Path, keys: EnvelopeKeys) -> None:
    """Replace the file by these keys, readable by its owner only."""
    replace_file(path, keys.to_text().encode())


def _encrypt(key: bytes, content: bytes, place: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, place.encode())


def _decrypt(key: bytes, content: bytes, place: str) -> bytes:
    try:
        return AESGCM(key).decrypt(content[:_NONCE], content[_NONCE:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise EnvelopeUnreadable(place) from error
