"""Times of the server's cryptography in one run: medians in milliseconds.

.venv/bin/python benchmarks/sealing.py [lines]
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from ballots.sealing import group, opening, selftest, voprf
from ballots.sealing.ballot import ElectionKeys, Level, check_at_cast, seal_ballot, verify_ballot

ROUNDS = 9


def median(action: Callable[[], object], clock: Callable[[], float]) -> float:
    """Milliseconds of the middle one of several runs."""
    times = []
    for _ in range(ROUNDS):
        start = clock()
        action()
        times.append(1000 * (clock() - start))
    return statistics.median(times)


def main(n_lines: int) -> None:
    """Prints one row for each step of a round with this many lines."""
    secret = group.random_scalar()
    election = ElectionKeys(bytes(32), group.base_mul(secret), n_lines)
    choices = [[*Level, None][i % 4] for i in range(n_lines)]
    credential = bytes(32)

    def seal() -> tuple[bytes, bytes]:
        ballot = seal_ballot(seed=bytes(32), choices=choices, election=election, credential_secret=credential)
        return ballot.body, ballot.signature

    body, signature = seal()
    parsed = verify_ballot(body=body, signature=signature, election=election)
    sums = opening.sum_ballots([parsed], n_lines)
    keys = voprf.generate_key_pair()
    blinded = voprf.blind(parsed.credential)[1]
    steps: dict[str, Callable[[], object]] = {
        "self-test": selftest.run,
        "issue a token": lambda: voprf.blind_evaluate(keys, blinded),
        "check a token": lambda: voprf.verify_token(keys.secret, parsed.credential, bytes(64)),
        "seal a ballot": seal,
        "check at cast": lambda: check_at_cast(body=body, signature=signature, election=election),
        "verify a ballot": lambda: verify_ballot(body=body, signature=signature, election=election),
        "add a ballot": lambda: sums + sums,
        "decrypt the sums": lambda: opening.partial_decrypt(
            election_id=bytes(32), member=1, secret=secret, signing_secret=bytes(32), sums=sums
        ),
    }
    print(f"{n_lines} lines, median of {ROUNDS}     elapsed   processor")
    for name, action in steps.items():
        elapsed, processor = median(action, time.perf_counter), median(action, time.process_time)
        print(f"{name:24}{elapsed:9.2f}   {processor:9.2f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
