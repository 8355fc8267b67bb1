"""A member's seed on paper and in a file under a passphrase. INTERFACE SKELETON."""

from typing import Any


class BadRecovery(ValueError):
    """``code``: group (with ``group`` 1-based), checksum, length, passphrase, file."""

    def __init__(self, code: str, group: int | None = None):
        super().__init__(f"{code} group={group}")
        self.code = code
        self.group = group


def seed_to_words(seed: bytes) -> str:
    """14 groups of five characters separated by spaces."""
    raise NotImplementedError


def words_to_seed(text: str) -> bytes:
    raise NotImplementedError


def seal_file(
    seed: bytes, passphrase: str, *, election: str = "", member: int = 0
) -> dict[str, Any]:
    raise NotImplementedError


def open_file(document: dict[str, Any], passphrase: str) -> bytes:
    raise NotImplementedError
