"""Cryptography of the server: sealing, checking and verifying a ballot, beside bare libsodium calls."""

import ctypes
import secrets
from collections.abc import Callable
from typing import Any

import pysodium

from ballots.protocol import decryption, group, selftest, voprf
from ballots.protocol.ballot import (
    ElectionKeys,
    LevelIndex,
    check_at_cast,
    parse_ballot,
    seal_ballot,
    verify_ballot,
)
from benchmarks.clock import Cost, cost
from benchmarks.sizes import Sizes

# The minimum for verifying a line, since libsodium has no multi-scalar multiplication: one
# multiplication and one addition for each of its 16 commitments and 6 halves of ciphertexts.
POINTS_OF_A_LINE = 22


def run(sizes: Sizes) -> dict[str, Any]:
    """Return milliseconds by number of lines."""
    return {"repeats": sizes.repeats, "rows": [_row(lines, sizes.repeats) for lines in sizes.ballot_lines]}


def _row(lines: int, repeats: int) -> dict[str, Any]:
    found = {name: cost(step, repeats) for name, step in _steps(lines).items()}
    verify, bare = found["verify"], found["libsodium"]
    return {
        "lines": lines,
        **{name: _plain(value) for name, value in found.items()},
        "libsodium_share": bare.processor / verify.processor,
    }


def _plain(value: Cost) -> dict[str, float]:
    return {"elapsed": value.elapsed, "processor": value.processor}


def _steps(lines: int) -> dict[str, Callable[[], object]]:
    secret = group.random_scalar()
    election = ElectionKeys(bytes(32), group.base_mul(secret), lines)
    choices = [[*LevelIndex, None][i % 4] for i in range(lines)]

    def seal() -> tuple[bytes, bytes]:
        ballot = seal_ballot(
            seed=secrets.token_bytes(32), choices=choices, election=election, credential_secret=bytes(32)
        )
        return ballot.body, ballot.signature

    body, signature = seal()
    parsed = verify_ballot(body=body, signature=signature, election=election)
    sums = decryption.sum_ballots([parsed], lines)
    keys = voprf.generate_key_pair()
    blinded = voprf.blind(parsed.credential)[1]
    return {
        "self_test": selftest.run,
        "issue": lambda: voprf.blind_evaluate(keys, blinded),
        "token": lambda: voprf.verify_token(keys.secret, parsed.credential, bytes(64)),
        "seal": seal,
        "look": lambda: check_at_cast(body=body, signature=signature, election=election),
        "verify": lambda: verify_ballot(body=body, signature=signature, election=election),
        "libsodium": bare_calls(body),
        "add": lambda: sums + sums,
        "share_of_opening": lambda: decryption.partial_decrypt(
            election_id=bytes(32), member=1, secret=secret, signing_secret=bytes(32), sums=sums
        ),
    }


def bare_calls(body: bytes) -> Callable[[], None]:
    """Make only those calls of libsodium that verifying this ballot needs."""
    lines = parse_ballot(body).lines
    points = [half for line in lines for pair in line.ciphertexts for half in pair]
    points += [p for line in lines for proof in line.proofs for p in (proof.a0, proof.b0, proof.a1, proof.b1)]
    assert len(points) == POINTS_OF_A_LINE * len(lines)
    scalars = [group.encode_scalar(group.random_scalar()) for _ in points]
    library = ctypes.CDLL(pysodium.sodium._name)  # noqa: SLF001 (the library pysodium found)
    multiply, add = library.crypto_scalarmult_ristretto255, library.crypto_core_ristretto255_add
    for call in (multiply, add):
        call.argtypes = [ctypes.c_char_p] * 3
    product, total = (ctypes.create_string_buffer(32) for _ in range(2))

    def calls() -> None:
        for scalar, point in zip(scalars, points, strict=True):
            multiply(product, scalar, point)
            add(total, group.G, point)

    return calls
