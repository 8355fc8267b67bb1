"""Sealing a ballot: encryption, proofs, signature. The browser gives the same bytes.

The randomness of a line is HKDF(seed, salt = context, info = line and mark): another mark,
credential or election never reuses a nonce, and a line can be sealed while the voter reads the
others.
"""

from collections.abc import Sequence

from ballots.protocol import signing
from ballots.protocol.group import IDENTITY, G, L, add, base_mul, encode_scalar, mul, sub
from ballots.protocol.hashing import hash_to_scalar, hkdf_scalars, u8, u16
from ballots.protocol.wire import (
    LEVELS,
    ElectionKeys,
    LevelIndex,
    SealedBallot,
    ballot_context,
    ballot_hash,
    make_header,
)

BLANK = 3


def challenge(prefix: Sequence[bytes], line: int, part: int, pairs: bytes, points: bytes) -> int:
    """The whole statement: (context, header, Y), position, the line's ciphertexts, commitments."""
    return hash_to_scalar("ballot-proof", *prefix, u16(line) + u8(part), pairs, points)


def seal_ballot(
    *,
    seed: bytes,
    choices: Sequence[LevelIndex | None],
    election: ElectionKeys,
    credential_secret: bytes,
) -> SealedBallot:
    """The ballot of these choices (one per line, ``None`` = left blank).

    ``seed`` and ``credential_secret`` have 32 bytes; a seed is used for one ballot only.
    Raises ``ValueError`` when the number of choices is not that of the lines.
    """
    credential = signing.public_key(credential_secret)
    body = rebuild_body(seed=seed, choices=choices, election=election, credential=credential)
    signature = signing.sign(credential_secret, "ballot-signature", body)
    return SealedBallot(body, signature, credential, ballot_hash(body, signature))


def rebuild_body(
    *,
    seed: bytes,
    choices: Sequence[LevelIndex | None],
    election: ElectionKeys,
    credential: bytes,
) -> bytes:
    """Return the same bytes from a revealed seed (test ballot); the credential's secret is not needed."""
    if len(choices) != election.n_lines or len(seed) != 32:
        raise ValueError("one choice per line and a seed of 32 bytes")
    header = make_header(election, credential)
    prefix = (ballot_context(election, credential), header, election.Y)
    lines = [_seal_line(seed, prefix, i, choice) for i, choice in enumerate(choices)]
    return b"".join((header, *lines))


def _seal_line(seed: bytes, prefix: Sequence[bytes], line: int, choice: LevelIndex | None) -> bytes:
    mark = BLANK if choice is None else int(choice)
    info = b"ballot-line" + u16(line) + u8(mark)
    stream = hkdf_scalars(seed, info, LEVELS + 3 * (LEVELS + 1), salt=prefix[0])
    nonces, rest = stream[:LEVELS], stream[LEVELS:]
    marks = [int(level == mark) for level in range(LEVELS)]
    Y = prefix[2]
    pairs = b"".join(_encrypt(r, m, Y) for r, m in zip(nonces, marks, strict=True))
    openings = [*zip(nonces, marks, strict=True), (sum(nonces) % L, sum(marks))]
    proofs = [
        _prove(prefix, line, part, pairs, r, m, rest[3 * part : 3 * part + 3])
        for part, (r, m) in enumerate(openings)
    ]
    return b"".join((pairs, *proofs))


def _encrypt(r: int, m: int, Y: bytes) -> bytes:
    masked = mul(r, Y)
    return base_mul(r) + add(masked, G if m else IDENTITY)


def _prove(
    prefix: Sequence[bytes],
    line: int,
    part: int,
    pairs: bytes,
    r: int,
    m: int,
    random: list[int],
) -> bytes:
    """Branch ``m`` is proved, the other is simulated from a chosen challenge and answer."""
    w, c_other, z_other = random
    Y = prefix[2]
    real = base_mul(w), mul(w, Y)
    u = z_other - c_other * r
    shift = base_mul(c_other)
    other = base_mul(u), (sub if m else add)(mul(u, Y), shift)
    first, second = (other, real) if m else (real, other)
    points = b"".join((*first, *second))
    c_real = challenge(prefix, line, part, pairs, points) - c_other
    z_real = w + c_real * r
    c0, z0, z1 = (c_other, z_other, z_real) if m else (c_real, z_real, z_other)
    return points + encode_scalar(c0) + encode_scalar(z0) + encode_scalar(z1)
