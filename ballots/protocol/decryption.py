"""Adding the ballots and decrypting the sums only (docs/protocol.md §8)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ballots.protocol import dleq, group, signing
from ballots.protocol.group import IDENTITY, BadEncoding, L, add, decode_point, mul, sub
from ballots.protocol.hashing import H, u8, u16, u32
from ballots.protocol.wire import LEVELS, MAX_LINES, ParsedBallot, ciphertexts_of

SERVER = 0
SUMS_MAGIC = b"tn2s"
SHARE_MAGIC = b"tn2p"
SUMS_HEADER = 11
SHARE_HEADER = 72
ENTRY_BYTES = 32 + dleq.PROOF_BYTES

Counts = tuple[int, int, int]


class OpeningError(ValueError):
    """Decryption failed; ``code`` is stable, ``member`` is the owner of the bad share (0 = server)."""

    def __init__(self, code: str, member: int | None = None) -> None:
        super().__init__(f"{code} member={member}")
        self.code = code
        self.member = member


@dataclass(frozen=True, slots=True)
class Sums:
    """Sum of ``n_ballots`` ballots: (A, B) by line·3 + level. ``+`` is associative."""

    n_ballots: int
    n_lines: int
    points: tuple[tuple[bytes, bytes], ...]

    def __add__(self, other: "Sums") -> "Sums":
        if self.n_lines != other.n_lines:
            raise OpeningError("lines")
        pairs = zip(self.points, other.points, strict=True)
        added = tuple((add(a, c), add(b, d)) for (a, b), (c, d) in pairs)
        return Sums(self.n_ballots + other.n_ballots, self.n_lines, added)

    def to_bytes(self) -> bytes:
        """11 bytes of header, then 64 bytes for each line and level."""
        header = SUMS_MAGIC + u32(self.n_ballots) + u16(self.n_lines) + u8(LEVELS)
        return header + b"".join(a + b for a, b in self.points)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Sums":
        """The reverse; raises ``OpeningError("sums")``."""
        n_lines = int.from_bytes(data[8:10], "big")
        exact = len(data) == SUMS_HEADER + 64 * LEVELS * n_lines
        if not exact or data[:4] != SUMS_MAGIC or data[10] != LEVELS or n_lines > MAX_LINES:
            raise OpeningError("sums")
        points = [data[i : i + 32] for i in range(SUMS_HEADER, len(data), 32)]
        if not all(group.is_point(point) for point in points):
            raise OpeningError("sums")
        pairs = tuple(zip(points[::2], points[1::2], strict=True))
        return cls(int.from_bytes(data[4:8], "big"), n_lines, pairs)


def empty_sums(n_lines: int) -> Sums:
    """The sum of no ballots."""
    return Sums(0, n_lines, ((IDENTITY, IDENTITY),) * (LEVELS * n_lines))


def sum_ballots(ballots: Iterable[ParsedBallot], n_lines: int) -> Sums:
    """Return the sum of these ballots; partial sums of several workers add up with ``+``."""
    return _sum_all((ballot.ciphertexts for ballot in ballots), n_lines)


def sum_bodies(bodies: Iterable[bytes], n_lines: int) -> Sums:
    """Return the same from the bytes of ballots that were verified before, in half the time."""
    return _sum_all((ciphertexts_of(body) for body in bodies), n_lines)


def _sum_all(ballots: Iterable[Sequence[tuple[bytes, bytes]]], n_lines: int) -> Sums:
    total, n_ballots = empty_sums(n_lines).points, 0
    for ciphertexts in ballots:
        if len(ciphertexts) != len(total):
            raise OpeningError("lines")
        pairs = zip(total, ciphertexts, strict=True)
        total = tuple((add(a, c), add(b, d)) for (a, b), (c, d) in pairs)
        n_ballots += 1
    return Sums(n_ballots, n_lines, total)


def tally_hash(election_id: bytes, sums: Sums) -> bytes:
    """32 bytes that identify the sums to decrypt; every share carries them."""
    return H("tally", election_id, sums.to_bytes())


def _header(election_id: bytes, member: int, sums: Sums) -> bytes:
    count = u16(LEVELS * sums.n_lines)
    return SHARE_MAGIC + u16(member) + count + election_id + tally_hash(election_id, sums)


def _statements(
    header: bytes, share_key: bytes, sums: Sums, points: Iterable[bytes]
) -> Iterator[dleq.Equality]:
    """header names election, member and tally; then position, B; dleq adds key, A, D."""
    for number, ((A, B), D) in enumerate(zip(sums.points, points, strict=True)):
        position = u16(number // LEVELS) + u8(number % LEVELS)
        yield dleq.Equality("opening", (header, position, B), share_key, A, D)


def partial_decrypt(
    *, election_id: bytes, member: int, secret: int, signing_secret: bytes, sums: Sums
) -> bytes:
    """The signed share of one member: header, then D and its proof for each sum, signature.

    The server (``member`` = ``SERVER``) signs with its receipt key.
    """
    header = _header(election_id, member, sums)
    points = [mul(secret, A) for A, _ in sums.points]
    statements = _statements(header, group.base_mul(secret), sums, points)
    entries = [statement.image + dleq.prove(statement, secret) for statement in statements]
    body = b"".join((header, *entries))
    return body + signing.sign(signing_secret, "opening-share", body)


def verify_partial(
    data: bytes,
    *,
    election_id: bytes,
    member: int,
    share_key: bytes,
    signing_key: bytes,
    sums: Sums,
) -> tuple[bytes, ...]:
    """The points D by line·3 + level; raises ``OpeningError`` naming the member.

    Codes: share_length, share_header (another election, member or tally), share_signature,
    share_proof.
    """
    count = LEVELS * sums.n_lines
    end = SHARE_HEADER + ENTRY_BYTES * count
    if len(data) != end + signing.SIGNATURE_BYTES:
        raise OpeningError("share_length", member)
    if data[:SHARE_HEADER] != _header(election_id, member, sums):
        raise OpeningError("share_header", member)
    if not signing.verify(signing_key, data[end:], "opening-share", data[:end]):
        raise OpeningError("share_signature", member)
    entries = [data[i : i + ENTRY_BYTES] for i in range(SHARE_HEADER, end, ENTRY_BYTES)]
    return _proved_points(entries, data[:SHARE_HEADER], member, share_key, sums)


def _proved_points(
    entries: Sequence[bytes], header: bytes, member: int, share_key: bytes, sums: Sums
) -> tuple[bytes, ...]:
    try:
        points = tuple(decode_point(entry[:32]) for entry in entries)
    except BadEncoding as error:
        raise OpeningError("share_proof", member) from error
    statements = _statements(header, share_key, sums, points)
    for statement, entry in zip(statements, entries, strict=True):
        if not dleq.holds(statement, entry[32:]):
            raise OpeningError("share_proof", member)
    return points


def lagrange(members: Sequence[int]) -> dict[int, int]:
    """The weights that take the shares of these members to the value at zero."""
    weights = {}
    for j in members:
        weight = 1
        for i in members:
            if i != j:
                weight = weight * i * pow(i - j, -1, L) % L
        weights[j] = weight
    return weights


def combine(
    *, partials: Mapping[int, Sequence[bytes]], server: Sequence[bytes], sums: Sums, threshold: int
) -> list[Counts]:
    """(high, confidence, low) per line, from **verified** points by member index 1 … n.

    Raises ``OpeningError``: too_few members, or no_count when a sum opens to no number in
    0 … n_ballots. Any choice of t members gives the same result; further shares are not used.
    """
    members = sorted(partials)
    if len(members) < threshold or SERVER in partials:
        raise OpeningError("too_few")
    weights = lagrange(members[:threshold])
    find = _Logarithms(sums.n_ballots)
    counts = []
    for number, (_, B) in enumerate(sums.points):
        masks = [mul(weight, partials[j][number]) for j, weight in weights.items()]
        counts.append(find(sub(B, group.sum_points([server[number], *masks]))))
    return [(counts[i], counts[i + 1], counts[i + 2]) for i in range(0, len(counts), LEVELS)]


class _Logarithms:
    """Baby steps, giant steps: the m in 0 … ``largest`` with ``m·G`` = point."""

    def __init__(self, largest: int) -> None:
        self.largest = largest
        self.step = int(largest**0.5) + 1
        self.baby = {}
        point = IDENTITY
        for m in range(self.step):
            self.baby[point] = m
            point = add(point, group.G)
        self.giant = point

    def __call__(self, point: bytes) -> int:
        for taken in range(self.step + 1):
            m = taken * self.step + self.baby.get(point, self.largest + 1)
            if m <= self.largest:
                return m
            point = sub(point, self.giant)
        raise OpeningError("no_count")
