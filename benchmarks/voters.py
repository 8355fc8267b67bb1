"""Voters from the login to the receipt, steadily as many as the machine carries; then all cast at once."""

import os
from collections.abc import Iterator
from typing import Any

from benchmarks import clock, journeys, place, scene
from benchmarks.crowd import Crowd, Journey
from benchmarks.sizes import Sizes


def run(sizes: Sizes) -> dict[str, Any]:
    """Return voters a minute, processor seconds of one, and the milliseconds of 200 who cast at once."""
    steady, together = sizes.voters_count, sizes.voters_together
    ready = journeys.voters(scene.open_round(lines=sizes.voters_lines, voters=steady + together))
    with place.web() as web:
        warm, measured = ready[: steady // 8], ready[steady // 8 : steady]
        _steadily(web, warm, sizes.voters_clients)
        found = _steadily(web, measured, sizes.voters_clients)
        noted = journeys.JourneyNotes()
        Crowd(web.port).run((0.0, journeys.ballot_only(voter, noted)) for voter in ready[steady:])
    whole = noted.times[journeys.ISSUE_TO_RECEIPT]
    at_once = {"voters": together, **clock.spread(whole), "failures": sum(noted.failures.values())}
    return {"lines": sizes.voters_lines, "clients": sizes.voters_clients, **found, "at_once": at_once}


def _steadily(web: place.Running, ready: list[journeys.BallotOfVoter], clients: int) -> dict[str, Any]:
    """Let this number of people vote at a time; each who has a receipt is followed by the next."""
    noted, waiting = journeys.JourneyNotes(), iter(ready)
    groups = {"web": web.group, "postgres": place.postgres()}
    used = {name: group.seconds() for name, group in groups.items()}
    own = clock.own_seconds()
    seconds = Crowd(web.port).run((0.0, _one_after_another(waiting, noted)) for _ in range(clients))
    each = {name: (group.seconds() - used[name]) / len(ready) for name, group in groups.items()}
    client = (clock.own_seconds() - own) / len(ready)
    cores, processor = os.cpu_count() or 1, sum(each.values())
    return {
        "voters": len(ready),
        "a_minute": 60 * len(ready) / seconds,
        "processor": {**each, "client": client},
        # The clients run on the same cores.
        "share": len(ready) / seconds * (processor + client) / cores,
        "failures": dict(noted.failures),
        "steps": {step: clock.spread(times) for step, times in noted.times.items()},
        "web_megabytes": web.group.peak_megabytes(),
    }


def _one_after_another(waiting: Iterator[journeys.BallotOfVoter], noted: journeys.JourneyNotes) -> Journey:
    for voter in waiting:
        yield from journeys.whole(voter, noted)
