"""The key ceremony as pure functions over signed messages. INTERFACE SKELETON.

A message on the board is a JSON object {"attempt", "body", "config", "key", "member", "sig",
"type"}; types: commit → reveal → shares → accept | complaint → confirm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Message = dict[str, Any]


class CeremonyError(ValueError):
    """A message that does not fit; ``code`` is stable, ``member`` names whose it is (0 = server)."""

    def __init__(self, code: str, member: int | None = None):
        super().__init__(f"{code} member={member}")
        self.code = code
        self.member = member


@dataclass(frozen=True, slots=True)
class Context:
    """Fixes an attempt: 32-byte config hash, attempt 1…, n members, threshold t."""

    config_hash: bytes
    attempt: int
    n: int
    t: int


@dataclass(frozen=True, slots=True)
class ServerShare:
    """The server's part of the box key; ``proof`` is 64 bytes (R ‖ z)."""

    secret: int
    public: bytes
    proof: bytes

    def to_json(self) -> dict[str, str]:
        """{"key": hex, "proof": hex}: the public part for the board."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class MemberKeys:
    """Everything a member derives from the seed for one attempt."""

    index: int
    signing_secret: bytes
    signing_public: bytes
    encryption_secret: int
    encryption_public: bytes
    coefficients: tuple[int, ...]
    commitments: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """A complete, checked attempt."""

    context: Context
    server: dict[str, str]
    commits: dict[int, Message]
    reveals: dict[int, Message]
    shares: dict[int, Message]


@dataclass(frozen=True, slots=True)
class ElectionKeySet:
    """Result: box key Y and, by member index 1…n, signing key and share verification key."""

    Y: bytes
    server_key: bytes
    signing_keys: dict[int, bytes]
    share_keys: dict[int, bytes]
    transcript_hash: bytes

    def to_json(self) -> dict[str, Any]:
        """The manifest's "keys" section (hex)."""
        raise NotImplementedError


# server
def make_server_share(config_hash: bytes, *, secret: int | None = None) -> ServerShare:
    raise NotImplementedError


def verify_server_share(config_hash: bytes, share: Mapping[str, str]) -> bytes:
    raise NotImplementedError


# member steps
def derive_member_keys(seed: bytes, context: Context, index: int) -> MemberKeys:
    raise NotImplementedError


def make_commit(
    keys: MemberKeys, context: Context, server: Mapping[str, str]
) -> Message:
    raise NotImplementedError


def make_reveal(keys: MemberKeys, context: Context) -> Message:
    raise NotImplementedError


def make_shares(
    keys: MemberKeys, context: Context, reveals: Mapping[int, Message]
) -> Message:
    raise NotImplementedError


def open_shares(
    keys: MemberKeys,
    context: Context,
    reveals: Mapping[int, Message],
    shares: Mapping[int, Message],
) -> int:
    """x_j, the member's secret share; raises ``CeremonyError("share_wrong", member=who)``."""
    raise NotImplementedError


def make_accept(keys: MemberKeys, context: Context, transcript_hash: bytes) -> Message:
    raise NotImplementedError


def make_complaint(
    keys: MemberKeys, context: Context, reveals: Mapping[int, Message], against: int
) -> Message:
    raise NotImplementedError


def make_confirm(keys: MemberKeys, context: Context, transcript_hash: bytes) -> Message:
    raise NotImplementedError


# board (server and members check alike)
def check_message(
    message: Any,
    context: Context,
    *,
    board: Mapping[str, Mapping[int, Message]],
    server: Mapping[str, str],
) -> Message:
    """Shape, signature, binding, order, duplicates, content against the board
    ``{type: {member: message}}``; returns the message or raises ``CeremonyError``."""
    raise NotImplementedError


def judge_complaint(
    message: Message,
    context: Context,
    reveals: Mapping[int, Message],
    shares: Mapping[int, Message],
) -> int:
    """The member at fault: the accused if the share is wrong, else the accuser."""
    raise NotImplementedError


def make_transcript(
    context: Context,
    server: Mapping[str, str],
    board: Mapping[str, Mapping[int, Message]],
) -> Transcript:
    raise NotImplementedError


def transcript_hash(transcript: Transcript) -> bytes:
    raise NotImplementedError


def ceremony_code(transcript_hash: bytes) -> str:
    """Four groups of four characters without I, L, O, U, e.g. ``7K2M-Q9TX-04VB-HZ3C``."""
    raise NotImplementedError


def combine_keys(transcript: Transcript) -> ElectionKeySet:
    raise NotImplementedError


def share_key(commitments: Sequence[Sequence[bytes]], index: int) -> bytes:
    raise NotImplementedError
