"""Sealing of ballots on all cores, in processes without Django and database."""

import multiprocessing
import secrets
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice

from ballots.protocol import signing
from ballots.protocol.ballot import ElectionKeys, LevelIndex, SealedBallot, seal_ballot

Mark = LevelIndex | None
PROCESSES = 2
SEQUENTIAL_LIMIT = 60  # lines in all ballots together; up to here sealing is faster than starting processes


def seal_all(keys: ElectionKeys, ballots: Sequence[Sequence[Mark]]) -> Iterator[SealedBallot]:
    """Yield sealed ballots in order, computed on all cores if there are enough of them."""
    if len(ballots) * keys.n_lines <= SEQUENTIAL_LIMIT:
        yield from (seal_one(keys, marks) for marks in ballots)
        return
    # Spawned processes: a forked one would share this one's database connections.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        waiting = iter(ballots)
        ahead = [pool.submit(seal_one, keys, marks) for marks in islice(waiting, 8 * PROCESSES)]
        while ahead:
            yield ahead.pop(0).result()
            ahead += [pool.submit(seal_one, keys, marks) for marks in islice(waiting, 1)]


def seal_one(keys: ElectionKeys, marks: Sequence[Mark]) -> SealedBallot:
    """Return one ballot, sealed by this process."""
    secret = secrets.token_bytes(signing.SECRET_BYTES)
    seed = secrets.token_bytes(32)
    return seal_ballot(seed=seed, choices=marks, election=keys, credential_secret=secret)
