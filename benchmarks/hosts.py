"""Counting of one large box by worker hosts: one process each, with nothing shared but Postgres and queue."""

import os
from typing import Any

from benchmarks import counting, place
from benchmarks.scene import Scene
from benchmarks.sizes import Sizes


def run(sizes: Sizes) -> dict[str, Any]:
    """Return the seconds for each number of hosts, each from a copy of the same full box.

    Once all proofs are left to the workers, as those of long ballots are, and once they were verified at cast.
    """
    place.empty_queue()
    full = counting.full_box(lines=sizes.large_lines, voters=sizes.large_ballots)
    cores = os.cpu_count() or 1
    rows = [row for verified in (False, True) for row in _rows(full, sizes, cores, verified=verified)]
    return {"lines": sizes.large_lines, "ballots": sizes.large_ballots, "cores": cores, "rows": rows}


def _rows(full: Scene, sizes: Sizes, cores: int, *, verified: bool) -> list[dict[str, Any]]:
    """Measure; `per_core` is the gain over one host for each core that the hosts have to themselves."""
    rows: list[dict[str, Any]] = []
    for number in sizes.count_workers:
        place.empty_queue()
        with place.copy_of(place.database()):
            if not verified:
                counting.forget_verdicts()
            with place.worker_hosts(number) as workers:
                found = counting.close_and_count(full, workers, kept_up=False)
        seconds = found["added"] - found["closed"]
        alone = rows[0]["seconds"] if rows else seconds
        share = alone / seconds / min(number, cores)
        rows.append({"hosts": number, "verified": verified, "seconds": seconds, "per_core": share, **found})
    return rows
