"""Bytes and hashes of the protocol (docs/protocol.md §§1, 6.2)."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

L = 2**252 + 27742317777372353535851937790883648493
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Wrong(ValueError):
    """A check failed; the text tells why, for the line of the report."""


def require(holds: bool, what: str) -> None:
    """Raise `Wrong` unless the condition holds."""
    if not holds:
        raise Wrong(what)


def u8(value: int) -> bytes:
    """One byte."""
    return value.to_bytes(1, "big")


def u16(value: int) -> bytes:
    """Two bytes, big-endian."""
    return value.to_bytes(2, "big")


def u32(value: int) -> bytes:
    """Four bytes, big-endian."""
    return value.to_bytes(4, "big")


def read_scalar(data: bytes) -> int:
    """The number of 32 little-endian bytes, below L."""
    value = int.from_bytes(data, "little")
    require(len(data) == 32 and value < L, "a scalar is not below L")
    return value


def write_scalar(value: int) -> bytes:
    """32 little-endian bytes."""
    return (value % L).to_bytes(32, "little")


def unhex(text: Any, length: int) -> bytes:
    """The bytes of lower-case hex of exactly this length."""
    require(isinstance(text, str), "hex expected")
    data = bytes.fromhex(text)
    require(len(data) == length and data.hex() == text, f"lower-case hex of {length} bytes expected")
    return data


def canonical(value: Any) -> bytes:
    """Canonical JSON (docs/protocol.md §1.3)."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def read_json(data: bytes, kind: type = dict, *, may_hold_booleans: bool = False) -> Any:
    """The object, or list, written as canonical JSON; refuses every other spelling of it, and fractions.

    Python takes `true` for 1, so booleans are refused as well, except in the configuration.
    """
    content = json.loads(data, parse_float=_no_fraction, parse_constant=_no_fraction)
    require(isinstance(content, kind) and canonical(content) == data, "not canonical JSON")
    require(may_hold_booleans or not _holds_boolean(content), "true or false in JSON where neither is meant")
    return content


def _holds_boolean(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_boolean, value.values()))
    return any(map(_holds_boolean, value)) if isinstance(value, list) else isinstance(value, bool)


def _no_fraction(text: str) -> int:
    raise Wrong(f"a fraction in JSON: {text[:20]}")


def require_keys(content: Any, *names: str) -> None:
    """Raise unless it is an object with exactly these names."""
    require(isinstance(content, dict) and set(content) == set(names), f"expected exactly {', '.join(names)}")


def number(value: Any) -> int:
    """The value itself if it is a whole number from 0; `true` is none."""
    require(type(value) is int and value >= 0, f"not a whole number: {value!r:.40}")
    result: int = value
    return result


def code_of(data: bytes, letters: int) -> str:
    """`B32` (docs/protocol.md §1.4) in groups of four."""
    bits = int.from_bytes(data, "big") >> (8 * len(data) - 5 * letters)
    text = "".join(ALPHABET[bits >> 5 * (letters - 1 - i) & 31] for i in range(letters))
    return "-".join(text[i : i + 4] for i in range(0, letters, 4))


def same_letters(typed: str, code: str) -> bool:
    """Whether letters that a person typed are those of the code, as docs/protocol.md §1.4 reads them."""
    letters = "".join(typed.upper().replace("-", "").split()).translate(str.maketrans("ILO", "110"))
    return letters == code.replace("-", "")


def fingerprint_of(hashes: Sequence[bytes]) -> bytes:
    """The Merkle tree hash of RFC 6962 §2.1 over ballot hashes that are in ascending order."""
    if not hashes:
        return hashlib.sha256().digest()
    level = [hashlib.sha256(b"\0" + value).digest() for value in hashes]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [hashlib.sha256(b"\1" + left + right).digest() for left, right in pairs]
        level = above + level[2 * len(above) :]
    return level[0]
