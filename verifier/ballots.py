"""The ballots: each is well-formed, issued, proved; together they give fingerprint and sums (docs/protocol.md §§3–6, 8.1)."""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from verifier.archive import Archive
from verifier.election import Election
from verifier.encoding import (
    L,
    Wrong,
    canonical,
    read_json,
    read_scalar,
    require,
    require_keys,
    u8,
    u16,
    u32,
    unhex,
)
from verifier.group import IDENTITY, G, require_point, token_of
from verifier.suite import Suite

HEADER, LINE, PROOF, SIGNATURE, TOKEN = 72, 1088, 224, 64, 64
SUM, MOST_FAULTS = 3, 3
Terms = list[tuple[int, bytes]]


@dataclass(slots=True)
class Box:
    """The findings of one pass over the ballots; lists are in the order of the ballots."""

    sums: list[bytes]
    hashes: list[bytes] = field(default_factory=list)
    checks: dict[str, str] = field(default_factory=dict)
    credentials: set[bytes] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    twice: int = 0

    @property
    def valid(self) -> int:
        """Ballots whose proofs hold."""
        return sum(1 for reason in self.checks.values() if not reason)


def read_token_secret(suite: Suite, election: Election, data: bytes) -> int:
    """The published token secret; raises unless it is the one of the manifest's token key."""
    content = read_json(data)
    require_keys(content, "credential_mode", "token_secret")
    require(
        content["credential_mode"] == "account" == election.config["credential_mode"], "not in account mode"
    )
    secret = read_scalar(unhex(content["token_secret"], 32))
    require_point(suite.group, election.token_key, "the token key")
    require(
        suite.group.combine([(secret, G)]) == election.token_key, "not the secret of the manifest's token key"
    )
    return secret


def read_box(suite: Suite, election: Election, archive: Archive, token_secret: int) -> Box:
    """Read all ballots once. A ballot that should not have been accepted is a fault."""
    box = Box([IDENTITY] * (6 * election.lines))
    for frame in _frames(archive, election.lines):
        body, signature = frame[: -SIGNATURE - 1 - TOKEN], frame[-SIGNATURE - 1 - TOKEN : -1 - TOKEN]
        name = suite.hash_of("ballot", body, signature)
        try:
            require(frame[-TOKEN - 1] == TOKEN, "length")
            _check_taken(suite, election, body, signature)
            require(token_of(suite.group, token_secret, body[36:68]) == frame[-TOKEN:], "token")
        except Wrong as fault:
            if len(box.faults) < MOST_FAULTS:
                box.faults.append(f"{name.hex()}: {fault}")
            continue
        _take(suite, election, box, name, body)
    return box


def _frames(archive: Archive, lines: int) -> Iterator[bytes]:
    """All ballots of a round have one length."""
    size = HEADER + LINE * lines + SIGNATURE + 1 + TOKEN
    for frame in archive.pieces("4-ballots.bin", size):
        require(len(frame) == size, "the file of the ballots ends within one")
        yield frame


def _check_taken(suite: Suite, election: Election, body: bytes, signature: bytes) -> None:
    """Repeat the checks of the server before it accepts a ballot, in the same order."""
    require(body[:4] == suite.magic("b") and body[70:72] == b"\x03\x00", "header")
    require(body[4:36] == election.id, "election")
    require(body[68:70] == u16(election.lines), "lines")
    for start in range(HEADER, len(body), LINE):
        line = body[start : start + LINE]
        require(all(line[at : at + 32] != IDENTITY for at in (0, 64, 128)), "identity")
        at_points = [*range(0, 192, 32), *(p + at for p in _proofs() for at in (0, 32, 64, 96))]
        require(all(suite.group.is_point(line[at : at + 32]) for at in at_points), "point")
        for at in (p + at for p in _proofs() for at in (128, 160, 192)):
            require(int.from_bytes(line[at : at + 32], "little") < L, "scalar")
    require(suite.is_signed(body[36:68], signature, "ballot-signature", body), "signature")


def _proofs() -> range:
    return range(192, LINE, PROOF)


def _take(suite: Suite, election: Election, box: Box, name: bytes, body: bytes) -> None:
    reason = _reason(suite, election, body)
    box.hashes.append(name)
    box.checks[name.hex()] = reason
    box.twice += body[36:68] in box.credentials
    box.credentials.add(body[36:68])
    if not reason:
        starts = (line + at for line in range(HEADER, len(body), LINE) for at in range(0, 192, 32))
        for i, at in enumerate(starts):
            box.sums[i] = suite.group.combine([(1, box.sums[i]), (1, body[at : at + 32])])


def _reason(suite: Suite, election: Election, body: bytes) -> str:
    """Return the reason why the proofs of a ballot do not hold, or ""."""
    equations = list(_equations(suite, election, body))
    if suite.group.combine(_folded(equations)) == IDENTITY:
        return ""
    for part, terms in equations:
        if suite.group.combine(terms) != IDENTITY:
            return "sum_proof" if part == SUM else "proof"
    return "proof"


def _folded(equations: list[tuple[int, Terms]]) -> Terms:
    """Check all equations at once with random weights; a false one passes with probability 2⁻¹²⁸."""
    total: dict[bytes, int] = {}
    for _, terms in equations:
        weight = 1 + secrets.randbits(128)
        for scalar, point in terms:
            total[point] = (total.get(point, 0) + weight * scalar) % L
    return [(scalar, point) for point, scalar in total.items()]


def _equations(suite: Suite, election: Election, body: bytes) -> Iterator[tuple[int, Terms]]:
    """(part, terms whose sum must be the identity) for the four equations of every proof."""
    header = body[:HEADER]
    context = hashlib.sha256(election.id + election.box + body[36:68]).digest()
    for i, start in enumerate(range(HEADER, len(body), LINE)):
        line = body[start : start + LINE]
        for part, at in enumerate(_proofs()):
            proof, where = line[at : at + PROOF], (context, header, election.box, u16(i) + u8(part))
            c = suite.scalar_of("ballot-proof", *where, line[:192], proof[:128])
            for terms in _of_proof(line, part, proof, c, election.box):
                yield part, terms


def _of_proof(line: bytes, part: int, proof: bytes, c: int, Y: bytes) -> Iterator[Terms]:
    a0, b0, a1, b1 = (proof[at : at + 32] for at in (0, 32, 64, 96))
    c0, z0, z1 = (int.from_bytes(proof[at : at + 32], "little") for at in (128, 160, 192))
    c1 = (c - c0) % L
    levels = range(SUM) if part == SUM else (part,)
    As, Bs = ([line[64 * level + at :][:32] for level in levels] for at in (0, 32))
    yield [(z0, G), (-1, a0), *((-c0, A) for A in As)]
    yield [(z0, Y), (-1, b0), *((-c0, B) for B in Bs)]
    yield [(z1, G), (-1, a1), *((-c1, A) for A in As)]
    yield [(z1, Y), (-1, b1), (c1, G), *((-c1, B) for B in Bs)]


def check_taken(box: Box) -> str:
    """The box holds no ballot that should not have been accepted."""
    require(not box.faults, "; ".join(box.faults))
    require(bool(box.hashes), "the box is empty")
    return str(len(box.hashes))


def check_once(box: Box) -> None:
    """No ballot and no credential occurs twice, and the order is that of the hashes."""
    in_order = all(a < b for a, b in pairwise(box.hashes))
    require(in_order, "the ballots are not in the ascending order of their hashes")
    require(not box.twice, f"{box.twice} ballots use a credential again")


def check_proofs(box: Box, data: bytes) -> str:
    """The ballots found valid and invalid here are those the server found."""
    own = canonical(box.checks)
    require(
        len(data) <= len(own) + (1 << 16), "the file of the checks is larger than the ballots can explain"
    )
    if own != data:
        stored = read_json(data)
        names = sorted(n for n in {*stored, *box.checks} if stored.get(n) != box.checks.get(n))
        raise Wrong(
            ", ".join(f"{n[:12]}…: {box.checks.get(n)!r}, stored {stored.get(n)!r:.30}" for n in names[:3])
        )
    return f"{box.valid} + {len(box.hashes) - box.valid}"


def check_sums(suite: Suite, election: Election, box: Box, data: bytes) -> str:
    """Adding the valid ballots gives the sums that were opened."""
    header = suite.magic("s") + u32(box.valid) + u16(election.lines) + u8(3)
    require(data[:11] == header, "the sums are of another number of ballots or lines")
    require(data[11:] == b"".join(box.sums), "the valid ballots give other sums")
    return str(3 * election.lines)
