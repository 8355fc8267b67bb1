"""One sealed ballot: bytes, proofs, signature (docs/protocol.md, "The ballot").

INTERFACE SKELETON: bodies follow within the hour.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

LEVELS = 3
HEADER_BYTES = 72
LINE_BYTES = 1088
SIGNATURE_BYTES = 64
TOKEN_BYTES = 64
MAX_LINES = 200


class Level(IntEnum):
    """The three marks of a line, in ballot order."""

    HIGH = 0
    CONFIDENCE = 1
    LOW = 2


class Reason(StrEnum):
    """Stable codes for why a ballot is refused; stored and printed in the minutes."""

    LENGTH = "length"
    HEADER = "header"
    ELECTION = "election"
    LINES = "lines"
    POINT = "point"
    IDENTITY = "identity"
    SCALAR = "scalar"
    SIGNATURE = "signature"
    TOKEN = "token"
    PROOF = "proof"
    SUM_PROOF = "sum_proof"


class InvalidBallot(ValueError):
    """A ballot that does not count; ``line`` and ``level`` are 0-based where they apply."""

    def __init__(
        self, reason: Reason, line: int | None = None, level: int | None = None
    ):
        super().__init__(f"{reason} line={line} level={level}")
        self.reason = reason
        self.line = line
        self.level = level


@dataclass(frozen=True, slots=True)
class ElectionKeys:
    """What sealing and checking need of an election: 32-byte id, 32-byte box key, lines."""

    election_id: bytes
    Y: bytes
    n_lines: int


@dataclass(frozen=True, slots=True)
class SealedBallot:
    """``body`` 72 + 1088·n bytes, ``signature`` 64, ``credential`` 32 (public), ``hash`` 32."""

    body: bytes
    signature: bytes
    credential: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Cast:
    """The decoded request of POST …/cast; ``token`` is empty or 64 bytes."""

    body: bytes
    signature: bytes
    token: bytes

    @property
    def hash(self) -> bytes:
        raise NotImplementedError

    @property
    def credential(self) -> bytes:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class ParsedBallot:
    """A body that passed the cheap checks; ``ciphertexts`` are (A, B) by line·3 + level."""

    body: bytes
    election_id: bytes
    credential: bytes
    n_lines: int
    ciphertexts: tuple[tuple[bytes, bytes], ...]


def seal_ballot(
    *,
    seed: bytes,
    choices: Sequence[Level | None],
    election: ElectionKeys,
    credential_secret: bytes,
) -> SealedBallot:
    raise NotImplementedError


def rebuild_body(
    *,
    seed: bytes,
    choices: Sequence[Level | None],
    election: ElectionKeys,
    credential: bytes,
) -> bytes:
    raise NotImplementedError


def ballot_hash(body: bytes, signature: bytes) -> bytes:
    """SHA-256 of the framed ("ballot", body, signature): the ballot's name everywhere."""
    raise NotImplementedError


def encode_frame(body: bytes, signature: bytes, token: bytes = b"") -> bytes:
    raise NotImplementedError


def decode_frame(frame: bytes) -> Cast:
    """Raises ``InvalidBallot``."""
    raise NotImplementedError


def parse_ballot(body: bytes) -> ParsedBallot:
    raise NotImplementedError


def check_at_cast(
    *, body: bytes, signature: bytes, election: ElectionKeys
) -> ParsedBallot:
    raise NotImplementedError


def verify_ballot(
    *, body: bytes, signature: bytes, election: ElectionKeys
) -> ParsedBallot:
    raise NotImplementedError


def verify_many(
    ballots: Iterable[tuple[bytes, bytes]], *, election: ElectionKeys
) -> list[InvalidBallot | None]:
    """One answer per (body, signature), in order: ``None`` for a valid ballot."""
    raise NotImplementedError
