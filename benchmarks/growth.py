"""Growth of cost with voters and rounds (for lines see the sealing benchmark)."""

import time
from collections.abc import Callable
from typing import Any

from ballots import tasks
from ballots.events import SWEPT
from ballots.protocol.ballot import LevelIndex
from benchmarks import clock, counting, place, scene
from benchmarks.sizes import Sizes
from rounds.entries import rounds_with
from rounds.models import Round
from simulation.rehearsal.voters import vote

VOTERS_OF_A_ROUND = 5
LINES_OF_A_ROUND = 1


def run(sizes: Sizes) -> dict[str, Any]:
    """Return seconds from closing to counts by voters, and the cost of a minute and of closing by rounds."""
    return {
        "lines": sizes.count_lines,
        "voters": [_voters(sizes.count_lines, voters) for voters in sizes.growth_voters],
        "rounds": [_rounds(number) for number in sizes.growth_rounds],
    }


def _voters(lines: int, voters: int) -> dict[str, Any]:
    place.empty_queue()
    full = counting.full_box(lines=lines, voters=voters)
    place.empty_queue()
    with place.workers(2) as workers:
        return {"ballots": voters, **counting.close_and_count(full, workers, kept_up=False)}


def _rounds(number: int) -> dict[str, Any]:
    """Measure many small rounds that close in the same minute, each with unverified ballots."""
    place.empty_queue()
    full = [_small_box() for _ in range(number)]
    keys = [one.round_.pk for one in full]
    with clock.Asked() as asked:
        minute = clock.cost(tasks.every_minute, 1)
    place.empty_queue()
    for one in full:
        one.play.move("end_issuing")
        one.play.move("close")
    with place.workers(2) as workers:
        used, begin = workers.seconds(), time.perf_counter()
        tasks.every_minute()
        counting.until(lambda: not Round.objects.filter(pk__in=keys, encrypted_tally=None).exists())
        added = time.perf_counter() - begin
        swept = rounds_with(SWEPT).filter(round_id__in=keys)
        counting.until(lambda: _after_a_minute(lambda: swept.count() == number))
        return {
            "rounds": number,
            "minute": minute.elapsed,
            "minute_processor": minute.processor,
            "minute_queries": asked.number / 2,
            "added": added,
            "swept": time.perf_counter() - begin,
            "processor": workers.seconds() - used,
        }


def _small_box() -> scene.Scene:
    made = scene.open_round(lines=LINES_OF_A_ROUND, voters=VOTERS_OF_A_ROUND)
    marks = [[LevelIndex.HIGH] * LINES_OF_A_ROUND] * VOTERS_OF_A_ROUND
    vote(made.round_.pk, made.voters, marks, scene.no_report)
    return made


def _after_a_minute(question: Callable[[], bool]) -> bool:
    """Return whether the condition holds; if not, run the minute task now."""
    if question():
        return True
    tasks.every_minute()
    time.sleep(1)
    return False
