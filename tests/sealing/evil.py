"""A voter who follows the rules only as far as it suits: valid signatures over anything."""

from collections.abc import Sequence

from ballots.sealing import prover, signing
from ballots.sealing.ballot import HEADER_BYTES, LINE_BYTES, ElectionKeys, InvalidBallot, verify_ballot
from ballots.sealing.group import G, L, add, base_mul, mul
from ballots.sealing.hashing import hkdf_scalars
from ballots.sealing.wire import ballot_context, make_header
from tests.sealing.box import fixed

Refusal = tuple[str, int | None, int | None]

SECRET = fixed("evil credential")
CREDENTIAL = signing.public_key(SECRET)


def header(election: ElectionKeys) -> bytes:
    return make_header(election, CREDENTIAL)


def forged_line(election: ElectionKeys, marks: Sequence[int], line: int = 0) -> bytes:
    """Encrypts any three numbers, and claims of each and of the sum that it is 0 or 1."""
    prefix = (ballot_context(election, CREDENTIAL), header(election), election.Y)
    stream = hkdf_scalars(fixed("evil"), bytes([line]), 15)
    nonces = stream[:3]
    pairs = b"".join(
        base_mul(r) + add(mul(r, election.Y), mul(m, G)) for r, m in zip(nonces, marks, strict=True)
    )
    claims = [*zip(nonces, marks, strict=True), (sum(nonces) % L, sum(marks))]
    proofs = (
        prover._prove(prefix, line, part, pairs, r, int(m > 0), stream[3 + 3 * part : 6 + 3 * part])
        for part, (r, m) in enumerate(claims)
    )
    return b"".join((pairs, *proofs))


def lines_of(body: bytes) -> list[bytes]:
    return [body[i : i + LINE_BYTES] for i in range(HEADER_BYTES, len(body), LINE_BYTES)]


def refusal(body: bytes, election: ElectionKeys, secret: bytes = SECRET) -> Refusal:
    """(reason, line, level) with which a signed body is refused; ("", …) when it is taken."""
    signature = signing.sign(secret, "ballot-signature", body)
    try:
        verify_ballot(body=body, signature=signature, election=election)
    except InvalidBallot as invalid:
        return str(invalid.reason), invalid.line, invalid.level
    return "", None, None
