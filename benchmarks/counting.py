"""Time from closing to the counts with one, two and four workers, verified before or not."""

import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from ballots import queue
from ballots.models import CastBallot, EncryptedTally
from ballots.services.counting import unverified
from benchmarks import clock, load, place, scene
from benchmarks.scene import Scene
from benchmarks.sizes import Sizes
from operations.owner import as_owner
from results.models import Tally

WAIT_SECONDS = 3600.0


def run(sizes: Sizes) -> dict[str, Any]:
    """Return the seconds for each number of workers, each from a copy of the same full box."""
    place.empty_queue()
    full = full_box(lines=sizes.count_lines, voters=sizes.count_ballots)
    rows = [
        _from_a_copy(full, number=number, kept_up=kept_up)
        for number in sizes.count_workers
        for kept_up in sizes.kept_up
    ]
    return {"lines": sizes.count_lines, "ballots": sizes.count_ballots, "rows": rows}


def full_box(*, lines: int, voters: int) -> Scene:
    """Return an open round with all ballots cast, which the site verified if they are short."""
    set_up = scene.open_round(lines=lines, voters=voters)
    with place.web() as web:
        sequences = [
            load.RequestSequence([ready.issue, ready.cast]) for ready in scene.voter_requests(set_up)
        ]
        load.run(web.port, sequences, clients=8)
    return set_up


def _from_a_copy(full: Scene, *, number: int, kept_up: bool) -> dict[str, Any]:
    place.empty_queue()
    with place.copy_of(place.database()):
        if not kept_up:
            forget_verdicts()
        with place.workers(number) as workers:
            return {"workers": number, "kept_up": kept_up, **close_and_count(full, workers, kept_up=kept_up)}


def forget_verdicts() -> None:
    """Leave the proofs of all ballots to the workers, as those of long ballots are."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE ballots_proofcheck")


def close_and_count(full: Scene, workers: clock.ProcessGroup, *, kept_up: bool) -> dict[str, float]:
    """Close the full box and open it as soon as possible; return seconds and memory."""
    pk = full.round_.pk
    if kept_up:
        queue.send("ballots.verify", pk)
        until(lambda: not unverified(pk).exists())
    used, begin = workers.seconds(), time.perf_counter()
    full.play.move("end_issuing")
    full.play.move("close")
    closed = time.perf_counter()
    until(lambda: EncryptedTally.objects.filter(pk=pk).exists())
    added = time.perf_counter()
    for device in full.play.devices[:2]:
        device.open()
    until(lambda: Tally.objects.filter(pk=pk).exists())
    ended = time.perf_counter()
    assert Tally.objects.get(pk=pk).valid == CastBallot.objects.filter(round_id=pk).count()
    return {
        "closed": closed - begin,
        "added": added - begin,
        "counted": ended - begin,
        "processor": workers.seconds() - used,
        "worker_megabytes": workers.peak_megabytes(),
    }


def until(question: Callable[[], bool]) -> None:
    """Poll until the condition holds."""
    end = time.monotonic() + WAIT_SECONDS
    while not question():
        assert time.monotonic() < end, "the workers did not finish"
        time.sleep(0.02)
