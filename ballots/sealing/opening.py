"""Adding the ballots and opening only the sums. INTERFACE SKELETON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ballots.sealing.ballot import ParsedBallot

SERVER = 0


class OpeningError(ValueError):
    """``code`` is stable; ``member`` names whose share is bad (0 = server)."""

    def __init__(self, code: str, member: int | None = None):
        super().__init__(f"{code} member={member}")
        self.code = code
        self.member = member


@dataclass(frozen=True, slots=True)
class Sums:
    """Sum of ``n_ballots`` ballots: (A, B) by line·3 + level. ``+`` is associative."""

    n_ballots: int
    n_lines: int
    points: tuple[tuple[bytes, bytes], ...]

    def to_bytes(self) -> bytes:
        raise NotImplementedError

    @classmethod
    def from_bytes(cls, data: bytes) -> "Sums":
        raise NotImplementedError

    def __add__(self, other: "Sums") -> "Sums":
        raise NotImplementedError


def empty_sums(n_lines: int) -> Sums:
    raise NotImplementedError


def sum_ballots(ballots: Iterable[ParsedBallot], n_lines: int) -> Sums:
    raise NotImplementedError


def tally_hash(election_id: bytes, sums: Sums) -> bytes:
    raise NotImplementedError


def refuse_second_tally(previous: bytes | None, current: bytes) -> None:
    """A share is given for one tally per election, ever: raises ``OpeningError("second_tally")``."""
    raise NotImplementedError


def partial_decrypt(
    *, election_id: bytes, member: int, secret: int, signing_secret: bytes, sums: Sums
) -> bytes:
    """The signed share of one member (``SERVER`` = 0 with the receipt signing key): bytes."""
    raise NotImplementedError


def verify_partial(
    data: bytes,
    *,
    election_id: bytes,
    member: int,
    share_key: bytes,
    signing_key: bytes,
    sums: Sums,
) -> tuple[bytes, ...]:
    """The decryption points D by line·3 + level; raises ``OpeningError`` naming the member."""
    raise NotImplementedError


def combine(
    *,
    partials: Mapping[int, Sequence[bytes]],
    server: Sequence[bytes],
    sums: Sums,
    threshold: int,
) -> list[tuple[int, int, int]]:
    """(high, confidence, low) per line from **verified** points of ≥ threshold members and the server."""
    raise NotImplementedError
