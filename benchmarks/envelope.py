"""The server's keys of a round, sealed in the database: opened for each use, or kept by the process.

Web servers need them for each ballot that is issued or cast, workers for each task about a box.
"""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from ballots import keys, shared_keys
from ballots.locked_box import load_box
from ballots.models import ServerSecret
from benchmarks import scene
from benchmarks.clock import cost
from benchmarks.scene import frame_of
from benchmarks.sizes import Sizes
from simulation.rehearsal.client import SiteClient

TIMES = 20  # of one step that is measured, since the shortest take less than the clock can tell
Step = Callable[[], object]


def run(sizes: Sizes) -> dict[str, Any]:
    """Return milliseconds of each step of opening the keys, and of a cast that opens them or has them."""
    set_up = scene.open_round(lines=sizes.rate_lines, voters=1)
    (voter,) = scene.voter_requests(set_up)
    pk, frame = set_up.round_.pk, frame_of(voter.cast)
    box, client = reverse("ballots:cast", args=[pk]), SiteClient()
    row, ring = ServerSecret.objects.get(pk=pk), shared_keys.envelope_keys()
    steps: dict[str, Step] = {
        "unseal": lambda: ring.unseal(row.sealed, row.place),
        "file": shared_keys.envelope_keys,
        "opened": lambda: keys.load_server_keys(pk),
        "box": lambda: load_box.__wrapped__(pk),
        "kept": lambda: load_box(pk),
        # The same ballot again: all checks, and the same receipt.
        "cast_kept": lambda: client.post_bytes(box, frame),
        "cast_opened": _anew(lambda: client.post_bytes(box, frame)),
    }
    rows = {name: _each(step, sizes.repeats) for name, step in steps.items()}
    return {"lines": sizes.rate_lines, "repeats": sizes.repeats, "rows": rows}


def _anew(step: Step) -> Step:
    def forgotten() -> object:
        load_box.cache_clear()
        return step()

    return forgotten


def _each(step: Step, repeats: int) -> dict[str, float]:
    def several() -> None:
        for _time in range(TIMES):
            step()

    spent = cost(several, repeats)
    return {"elapsed": spent.elapsed / TIMES, "processor": spent.processor / TIMES}
