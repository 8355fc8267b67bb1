"""Decryption: every share is valid, and any t of them give the counts (docs/protocol.md §8)."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verifier.election import Election
from verifier.encoding import L, Wrong, read_json, require, require_keys, u8, u16, unhex
from verifier.group import IDENTITY, G, Group
from verifier.suite import Suite

SUMS_HEADER, SHARE_HEADER, ENTRY, SIGNATURE = 11, 72, 128, 64
SERVER = 0


@dataclass(frozen=True, slots=True)
class Shares:
    """Signed shares as they were given, by member; the server is 0."""

    by_member: dict[int, bytes]

    @property
    def members(self) -> list[int]:
        """Return the members that gave a share."""
        return sorted(member for member in self.by_member if member != SERVER)


def read_shares(data: bytes, election: Election) -> Shares:
    """Return the shares; raises unless the server and at least t members gave one."""
    content = read_json(data)
    require_keys(content, "members", "server")
    length = SHARE_HEADER + ENTRY * 3 * election.lines + SIGNATURE
    found = {SERVER: unhex(content["server"], length)}
    for name, share in content["members"].items():
        require(name in map(str, election.share_keys), f"no member {name}")
        found[int(name)] = unhex(share, length)
    require(len(found) - 1 >= election.threshold, "fewer shares than it takes")
    return Shares(found)


def check_share(suite: Suite, election: Election, sums: bytes, shares: Shares, member: int) -> None:
    """The share is its member's, for these sums, and each of its points is proved."""
    data = shares.by_member[member]
    count = 3 * election.lines
    header = (
        suite.magic("p") + u16(member) + u16(count) + election.id + suite.hash_of("tally", election.id, sums)
    )
    require(data[:SHARE_HEADER] == header, "the share is of another member, election or sum")
    signer = election.receipt_key if member == SERVER else election.signing_keys[member]
    require(suite.is_signed(signer, data[-SIGNATURE:], "opening-share", data[:-SIGNATURE]), "signature")
    key = election.server if member == SERVER else election.share_keys[member]
    for i, (A, B) in enumerate(_pairs(sums)):
        entry = data[SHARE_HEADER + ENTRY * i :][:ENTRY]
        fields = (header, u16(i // 3) + u8(i % 3), B)
        holds = suite.equal_logarithms("opening", fields, (key, A, entry[:32]), entry[32:])
        require(holds, f"line {i // 3 + 1}, level {i % 3}: the proof does not hold")


def _pairs(sums: bytes) -> Iterator[tuple[bytes, bytes]]:
    for at in range(SUMS_HEADER, len(sums), 64):
        yield sums[at : at + 32], sums[at + 32 : at + 64]


def open_sums(
    suite: Suite, election: Election, sums: bytes, shares: Shares, ballots: int
) -> list[tuple[int, int, int]]:
    """The counts (high, confidence, low) of every line; raises unless all t-subsets agree."""
    found: list[list[bytes]] = []
    for members in itertools.combinations(shares.members, election.threshold):
        found.append(_opened(suite.group, sums, shares, members))
        require(found[0] == found[-1], f"members {members} open the sums to something else")
    table = _small_multiples(suite.group, ballots)
    if missing := [i for i, point in enumerate(found[0]) if point not in table]:
        raise Wrong(f"line {missing[0] // 3 + 1}: no number of ballots")
    counts = [table[point] for point in found[0]]
    return [(counts[i], counts[i + 1], counts[i + 2]) for i in range(0, len(counts), 3)]


def _opened(group: Group, sums: bytes, shares: Shares, members: Sequence[int]) -> list[bytes]:
    """m·G for every sum: B less the server's point and the members' weighted points."""
    weights = [(SERVER, L - 1), *((j, -_weight(members, j) % L) for j in members)]
    points = []
    for i, (_, B) in enumerate(_pairs(sums)):
        at = SHARE_HEADER + ENTRY * i
        terms = [(weight, shares.by_member[j][at : at + 32]) for j, weight in weights]
        points.append(group.combine([(1, B), *terms]))
    return points


def _weight(members: Sequence[int], j: int) -> int:
    weight = 1
    for i in members:
        if i != j:
            weight = weight * i * pow(i - j, -1, L) % L
    return weight


def _small_multiples(group: Group, largest: int) -> dict[bytes, int]:
    """m by m·G for 0 … largest."""
    table, point = {IDENTITY: 0}, IDENTITY
    for m in range(1, largest + 1):
        point = group.combine([(1, point), (1, G)])
        table[point] = m
    return table
