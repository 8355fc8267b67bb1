"""The bytes of a ballot and the checks that need no proof (docs/protocol.md §3)."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import compress, cycle

from ballots.protocol import signing
from ballots.protocol.group import IDENTITY, L, is_point, looks_like_point
from ballots.protocol.hashing import H, u8, u16

MAGIC = b"tn2b"
LEVELS = 3
SUM = 3
HEADER_BYTES = 72
CIPHERTEXTS_BYTES = 64 * LEVELS
PROOF_BYTES = 7 * 32
LINE_BYTES = CIPHERTEXTS_BYTES + 4 * PROOF_BYTES
SIGNATURE_BYTES = signing.SIGNATURE_BYTES
TOKEN_BYTES = 64
MAX_LINES = 200
# The 34 words of a line: six points of ciphertexts, then four points and three scalars per proof.
_POINTS = (1,) * 6 + 4 * (1, 1, 1, 1, 0, 0, 0)
_SCALARS = tuple(1 - word for word in _POINTS)


class LevelIndex(IntEnum):
    """The three marks of a line, in ballot order."""

    HIGH = 0
    CONFIDENCE = 1
    LOW = 2


class Reason(StrEnum):
    """Stable codes for why a ballot is refused; stored, and printed in the minutes."""

    LENGTH = "length"
    HEADER = "header"
    ELECTION = "election"
    LINES = "lines"
    POINT = "point"
    IDENTITY = "identity"
    SCALAR = "scalar"
    SIGNATURE = "signature"
    TOKEN = "token"  # noqa: S105 (a reason, not a secret)
    NAME = "name"
    PROOF = "proof"
    SUM_PROOF = "sum_proof"


class InvalidBallot(ValueError):
    """A ballot that does not count; ``line`` and ``level`` are 0-based where they apply."""

    def __init__(self, reason: Reason, line: int | None = None, level: int | None = None) -> None:
        super().__init__(f"{reason} line={line} level={level}")
        self.reason = reason
        self.line = line
        self.level = level


@dataclass(frozen=True, slots=True)
class ElectionKeys:
    """The values of an election for sealing and checking: 32-byte id, 32-byte box key, lines."""

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
class Proof:
    """One disjunctive proof: four points and three scalars, 224 bytes on the wire."""

    a0: bytes
    b0: bytes
    a1: bytes
    b1: bytes
    c0: int
    z0: int
    z1: int


@dataclass(frozen=True, slots=True)
class ParsedLine:
    """Three ciphertexts (A, B), then a proof for each and one for their sum; ``raw`` 1088 bytes."""

    raw: bytes
    ciphertexts: tuple[tuple[bytes, bytes], ...]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class ParsedBallot:
    """A body that passed the cheap checks."""

    body: bytes
    election_id: bytes
    credential: bytes
    lines: tuple[ParsedLine, ...]

    @property
    def n_lines(self) -> int:
        """Number of lines."""
        return len(self.lines)

    @property
    def ciphertexts(self) -> tuple[tuple[bytes, bytes], ...]:
        """All (A, B), by line·3 + level."""
        return tuple(pair for line in self.lines for pair in line.ciphertexts)


@dataclass(frozen=True, slots=True)
class Cast:
    """A decoded frame; ``token`` is empty (slip mode) or 64 bytes (account mode)."""

    body: bytes
    signature: bytes
    token: bytes

    @property
    def hash(self) -> bytes:
        """The hash that identifies the ballot: 32 bytes."""
        return ballot_hash(self.body, self.signature)

    @property
    def election_id(self) -> bytes:
        """The election the header names: 32 bytes."""
        return self.body[4:36]

    @property
    def credential(self) -> bytes:
        """The public key the header names: 32 bytes."""
        return self.body[36:68]


def body_bytes(n_lines: int) -> int:
    """Exact length of a body."""
    return HEADER_BYTES + LINE_BYTES * n_lines


def make_header(election: ElectionKeys, credential: bytes) -> bytes:
    """72 bytes: magic, election id, credential, number of lines, levels, zero."""
    return b"".join(
        (
            MAGIC,
            election.election_id,
            credential,
            u16(election.n_lines),
            u8(LEVELS),
            u8(0),
        )
    )


def ballot_context(election: ElectionKeys, credential: bytes) -> bytes:
    """32 bytes that tie every ciphertext and proof to this election, key and credential."""
    return hashlib.sha256(election.election_id + election.Y + credential).digest()


def ballot_hash(body: bytes, signature: bytes) -> bytes:
    """SHA-256 of the framed ("ballot", body, signature): identifies the ballot everywhere."""
    return H("ballot", body, signature)


def encode_frame(body: bytes, signature: bytes, token: bytes = b"") -> bytes:
    """body ‖ signature ‖ one byte token length ‖ token."""
    return body + signature + u8(len(token)) + token


def lines_of_header(data: bytes) -> int:
    """The number of lines the header names; raises ``InvalidBallot``."""
    if len(data) < HEADER_BYTES:
        raise InvalidBallot(Reason.LENGTH)
    n_lines = int.from_bytes(data[68:70], "big")
    if data[:4] != MAGIC or data[70:72] != bytes((LEVELS, 0)):
        raise InvalidBallot(Reason.HEADER)
    if not 1 <= n_lines <= MAX_LINES:
        raise InvalidBallot(Reason.LINES)
    return n_lines


def decode_frame(frame: bytes) -> Cast:
    """The parts of one frame, nothing before or after; raises ``InvalidBallot``."""
    end = body_bytes(lines_of_header(frame))
    token = end + SIGNATURE_BYTES + 1
    if len(frame) < token or frame[token - 1] not in (0, TOKEN_BYTES):
        raise InvalidBallot(Reason.LENGTH)
    if len(frame) != token + frame[token - 1]:
        raise InvalidBallot(Reason.LENGTH)
    return Cast(bytes(frame[:end]), bytes(frame[end : token - 1]), bytes(frame[token:]))


def parse_ballot(body: bytes, *, decode: bool = True) -> ParsedBallot:
    """Exact length, every point decodes, scalars canonical, first halves not the identity.

    Without ``decode`` only lengths and highest bits of points are checked, for callers that compute
    with each point next, which decodes it.
    """
    n_lines = lines_of_header(body)
    if len(body) != body_bytes(n_lines):
        raise InvalidBallot(Reason.LENGTH)
    fits = is_point if decode else looks_like_point
    starts = range(HEADER_BYTES, len(body), LINE_BYTES)
    lines = tuple(_parse_line(body[s : s + LINE_BYTES], i, fits) for i, s in enumerate(starts))
    return ParsedBallot(bytes(body), body[4:36], body[36:68], lines)


def ciphertexts_of(body: bytes) -> tuple[tuple[bytes, bytes], ...]:
    """All (A, B) of a body that was verified before, by line·3 + level; only its length is checked."""
    if len(body) != body_bytes(lines_of_header(body)):
        raise InvalidBallot(Reason.LENGTH)
    lines = range(HEADER_BYTES, len(body), LINE_BYTES)
    starts = [line + 64 * level for line in lines for level in range(LEVELS)]
    return tuple((body[at : at + 32], body[at + 32 : at + 64]) for at in starts)


def _parse_line(raw: bytes, line: int, fits: Callable[[bytes], bool]) -> ParsedLine:
    ciphertexts = tuple(_parse_pair(raw[64 * i : 64 * i + 64], line, i, fits) for i in range(LEVELS))
    starts = range(CIPHERTEXTS_BYTES, LINE_BYTES, PROOF_BYTES)
    proofs = tuple(_parse_proof(raw[s : s + PROOF_BYTES], line, i, fits) for i, s in enumerate(starts))
    return ParsedLine(raw, ciphertexts, proofs)


def _parse_pair(raw: bytes, line: int, level: int, fits: Callable[[bytes], bool]) -> tuple[bytes, bytes]:
    first, second = raw[:32], raw[32:]
    if first == IDENTITY:
        raise InvalidBallot(Reason.IDENTITY, line, level)
    if not (fits(first) and fits(second)):
        raise InvalidBallot(Reason.POINT, line, level)
    return first, second


def _parse_proof(raw: bytes, line: int, level: int, fits: Callable[[bytes], bool]) -> Proof:
    a0, b0, a1, b1 = (raw[i : i + 32] for i in (0, 32, 64, 96))
    if not all(fits(point) for point in (a0, b0, a1, b1)):
        raise InvalidBallot(Reason.POINT, line, level)
    c0, z0, z1 = (int.from_bytes(raw[i : i + 32], "little") for i in (128, 160, 192))
    if max(c0, z0, z1) >= L:
        raise InvalidBallot(Reason.SCALAR, line, level)
    return Proof(a0, b0, a1, b1, c0, z0, z1)


def check_at_cast(*, body: bytes, signature: bytes, election: ElectionKeys) -> None:
    """The cheap checks and the signature, for this election; raises ``InvalidBallot``."""
    check_header(body, election)
    if not _is_well_formed(body):
        parse_ballot(body)  # raises with position and reason
        raise InvalidBallot(Reason.POINT)
    check_signature(body, signature)


def check_header(body: bytes, election: ElectionKeys) -> None:
    """Whether the ballot is one of this election; raises ``InvalidBallot``."""
    n_lines = lines_of_header(body)
    if body[4:36] != election.election_id:
        raise InvalidBallot(Reason.ELECTION)
    if n_lines != election.n_lines:
        raise InvalidBallot(Reason.LINES)


def check_signature(body: bytes, signature: bytes) -> None:
    """Whether the owner of the credential signed this body; raises ``InvalidBallot``."""
    if not signing.verify(body[36:68], signature, "ballot-signature", body):
        raise InvalidBallot(Reason.SIGNATURE)


def _is_well_formed(body: bytes) -> bool:
    """Return whether `parse_ballot` would accept the body, without building anything."""
    if len(body) != body_bytes(lines_of_header(body)):
        return False
    words = [body[at : at + 32] for at in range(HEADER_BYTES, len(body), 32)]
    per_line = len(_POINTS)
    if any(IDENTITY in words[first::per_line] for first in (0, 2, 4)):
        return False
    scalars = compress(words, cycle(_SCALARS))
    if any(int.from_bytes(scalar, "little") >= L for scalar in scalars):
        return False
    return all(map(is_point, compress(words, cycle(_POINTS))))
