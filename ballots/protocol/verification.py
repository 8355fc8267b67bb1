"""Checking the proofs of a ballot."""

import secrets
from collections.abc import Iterable, Sequence

from ballots.protocol.group import IDENTITY, BadEncoding, G, L, add, base_mul, mul, multi_mul, sub, sum_points
from ballots.protocol.sealing import challenge
from ballots.protocol.wire import (
    CIPHERTEXTS_BYTES,
    SUM,
    ElectionKeys,
    InvalidBallot,
    ParsedBallot,
    ParsedLine,
    Reason,
    ballot_context,
    check_header,
    check_signature,
    make_header,
    parse_ballot,
)

Challenges = tuple[tuple[int, int], ...]


def verify_ballot(*, body: bytes, signature: bytes, election: ElectionKeys) -> ParsedBallot:
    """Check everything that makes a ballot valid, except its token; raises ``InvalidBallot``."""
    check_header(body, election)
    parsed = parse_ballot(body, decode=False)
    check_signature(body, signature)
    try:
        verify_proofs(parsed, election)
    except BadEncoding:
        parse_ballot(body)  # tells which point
        raise
    return parsed


def verify_many(
    ballots: Iterable[tuple[bytes, bytes]], *, election: ElectionKeys
) -> list[InvalidBallot | None]:
    """Return one result per (body, signature), in order: ``None`` for a valid ballot.

    libsodium has no multi-scalar multiplication, so one batch over several ballots would
    cost as much as one batch for each, and would not say which of them is bad.
    """
    return [_verdict(body, signature, election) for body, signature in ballots]


def _verdict(body: bytes, signature: bytes, election: ElectionKeys) -> InvalidBallot | None:
    try:
        verify_ballot(body=body, signature=signature, election=election)
    except InvalidBallot as refusal:
        return refusal
    return None


def verify_proofs(ballot: ParsedBallot, election: ElectionKeys) -> None:
    """Check all proofs in one random linear combination; only a bad ballot is checked line by line."""
    challenges = challenges_of(ballot, election)
    if combination_holds(ballot, challenges, election.Y):
        return
    for number, (line, parts) in enumerate(zip(ballot.lines, challenges, strict=True)):
        for part in range(SUM + 1):
            if not _proof_holds(line, part, parts[part], election.Y):
                raise _refusal(number, part)
    raise InvalidBallot(Reason.PROOF)


def _refusal(line: int, part: int) -> InvalidBallot:
    if part == SUM:
        return InvalidBallot(Reason.SUM_PROOF, line)
    return InvalidBallot(Reason.PROOF, line, part)


def challenges_of(ballot: ParsedBallot, election: ElectionKeys) -> list[Challenges]:
    """Return (c0, c1) of each proof of each line, from the statement as this side sees it."""
    credential = ballot.credential
    header = make_header(election, credential)
    prefix = (ballot_context(election, credential), header, election.Y)
    return [_line_challenges(prefix, i, line) for i, line in enumerate(ballot.lines)]


def _line_challenges(prefix: Sequence[bytes], number: int, line: ParsedLine) -> Challenges:
    pairs = line.raw[:CIPHERTEXTS_BYTES]
    found = []
    for part, proof in enumerate(line.proofs):
        points = b"".join((proof.a0, proof.b0, proof.a1, proof.b1))
        c = challenge(prefix, number, part, pairs, points)
        found.append((proof.c0, (c - proof.c0) % L))
    return tuple(found)


def combination_holds(ballot: ParsedBallot, challenges: list[Challenges], Y: bytes) -> bool:
    """Return whether all equations of the ballot hold, each with a random weight, in one sum."""
    g = y = 0
    left = IDENTITY
    for line, parts in zip(ballot.lines, challenges, strict=True):
        line_g, line_y, terms = _line_terms(line, parts)
        g, y = g + line_g, y + line_y
        left = add(left, multi_mul(terms))
    return left == add(base_mul(g), mul(y, Y))


def _line_terms(line: ParsedLine, parts: Challenges) -> tuple[int, int, list[tuple[int, bytes]]]:
    """Coefficients of G and Y, and the other terms, of the line's 16 equations.

    The sum's ciphertext is the sum of the three, so its coefficients are added to theirs.
    """
    g = y = 0
    firsts, seconds = [0, 0, 0], [0, 0, 0]
    terms: list[tuple[int, bytes]] = []
    for part, (proof, (c0, c1)) in enumerate(zip(line.proofs, parts, strict=True)):
        e0, e1, e2, e3 = (secrets.randbits(128) for _ in range(4))
        g += e0 * proof.z0 + e2 * proof.z1 + e3 * c1
        y += e1 * proof.z0 + e3 * proof.z1
        for level in range(SUM) if part == SUM else (part,):
            firsts[level] += e0 * c0 + e2 * c1
            seconds[level] += e1 * c0 + e3 * c1
        terms += [(e0, proof.a0), (e1, proof.b0), (e2, proof.a1), (e3, proof.b1)]
    for level, (first, second) in enumerate(line.ciphertexts):
        terms += [(firsts[level], first), (seconds[level], second)]
    return g, y, terms


def _proof_holds(line: ParsedLine, part: int, c: tuple[int, int], Y: bytes) -> bool:
    """The four equations of one proof, as written in docs/protocol.md §3.3."""
    A, B = line.ciphertexts[part] if part < SUM else _line_sum(line)
    proof, (c0, c1) = line.proofs[part], c
    return (
        base_mul(proof.z0) == add(proof.a0, mul(c0, A))
        and mul(proof.z0, Y) == add(proof.b0, mul(c0, B))
        and base_mul(proof.z1) == add(proof.a1, mul(c1, A))
        and mul(proof.z1, Y) == add(proof.b1, mul(c1, sub(B, G)))
    )


def _line_sum(line: ParsedLine) -> tuple[bytes, bytes]:
    firsts, seconds = zip(*line.ciphertexts, strict=True)
    return sum_points(firsts), sum_points(seconds)
