"""A member's seed on paper, and in a file encrypted with a passphrase."""

import base64
import secrets
import unicodedata
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from ballots.protocol import base32
from ballots.protocol.hashing import H, u8
from common.canonical import canonical_json

SEED_BYTES = 32
GROUPS = 14
DATA = 4
FORMAT = "tn2-recovery"
SCRYPT = {"n": 2**17, "r": 8, "p": 1}


class BadRecovery(ValueError):
    """``code``: length, group (``group`` says which, from 1), checksum, file, passphrase."""

    def __init__(self, code: str, group: int | None = None) -> None:
        super().__init__(f"{code} group={group}")
        self.code = code
        self.group = group


def seed_to_words(seed: bytes) -> str:
    """14 groups of five characters: 256 bits of seed and 24 of checksum, each group checked."""
    data = base32.encode(seed + H("recovery", seed)[:3], GROUPS * DATA)
    groups = [data[i : i + DATA] for i in range(0, len(data), DATA)]
    return " ".join(group + _check(number, group) for number, group in enumerate(groups, 1))


def _check(number: int, group: str) -> str:
    return base32.encode(H("recovery-group", u8(number), group.encode("ascii")), 1)


def words_to_seed(text: str) -> bytes:
    """The seed typed from paper; raises ``BadRecovery`` naming the first wrong group."""
    characters = base32.normalise(text)
    if len(characters) != GROUPS * (DATA + 1):
        raise BadRecovery("length")
    groups = [characters[i : i + DATA + 1] for i in range(0, len(characters), DATA + 1)]
    for number, group in enumerate(groups, 1):
        if not group.isascii() or _check(number, group[:DATA]) != group[DATA]:
            raise BadRecovery("group", number)
    return _checked_seed("".join(group[:DATA] for group in groups))


def _checked_seed(data: str) -> bytes:
    try:
        raw = base32.decode(data).to_bytes(GROUPS * DATA * 5 // 8, "big")
    except ValueError as error:
        raise BadRecovery("checksum") from error
    seed = raw[:SEED_BYTES]
    if raw[SEED_BYTES:] != H("recovery", seed)[:3]:
        raise BadRecovery("checksum")
    return seed


def _file_key(passphrase: str, salt: bytes) -> bytes:
    text = unicodedata.normalize("NFC", passphrase)
    return Scrypt(salt=salt, length=32, **SCRYPT).derive(text.encode("utf-8"))


def _bound(document: Mapping[str, Any]) -> bytes:
    names = ("format", "version", "config", "member", "scrypt", "salt", "nonce")
    return canonical_json({name: document[name] for name in names})


def seal_file(seed: bytes, passphrase: str, *, config: str = "", member: int = 0) -> dict[str, Any]:
    """The JSON document of docs/protocol.md §7.10; ``config`` (hex) and ``member`` are in clear."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    document = {
        "format": FORMAT,
        "version": 1,
        "config": config,
        "member": member,
        "scrypt": SCRYPT,
        "salt": base64.b64encode(salt).decode("ascii"),
        "nonce": base64.b64encode(nonce).decode("ascii"),
    }
    box = ChaCha20Poly1305(_file_key(passphrase, salt)).encrypt(nonce, seed, _bound(document))
    return {**document, "box": base64.b64encode(box).decode("ascii")}


def open_file(document: Mapping[str, Any], passphrase: str) -> bytes:
    """The 32-byte seed; ``BadRecovery`` "file" for another document, "passphrase" for a wrong one."""
    try:
        if (document["format"], document["version"], document["scrypt"]) != (
            FORMAT,
            1,
            SCRYPT,
        ):
            raise BadRecovery("file")
        parts = (document["salt"], document["nonce"], document["box"])
        salt, nonce, box = (base64.b64decode(part, validate=True) for part in parts)
        bound = _bound(document)
    except (KeyError, TypeError, ValueError) as error:
        raise BadRecovery("file") from error
    try:
        return ChaCha20Poly1305(_file_key(passphrase, salt)).decrypt(nonce, box, bound)
    except InvalidTag as error:
        raise BadRecovery("passphrase") from error
