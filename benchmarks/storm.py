"""A thousand people log in within a second, while others have ballots issued and cast them."""

import random
from typing import Any

from benchmarks import clock, journeys, place, scene
from benchmarks.crowd import Crowd
from benchmarks.sizes import Sizes

APART = 0.25  # seconds between two who vote meanwhile


def run(sizes: Sizes) -> dict[str, Any]:
    """Return when the last one was in, failures, and the milliseconds of those who voted meanwhile."""
    logins, voting = sizes.storm_logins, sizes.storm_voters
    ready = journeys.voters(scene.open_round(lines=sizes.voters_lines, voters=logins + voting))
    storm, calm = journeys.JourneyNotes(), journeys.JourneyNotes()
    coming = [(random.random(), journeys.login_only(voter, storm)) for voter in ready[:logins]]  # noqa: S311 (arrivals)
    meanwhile = [(APART * i, journeys.ballot_only(voter, calm)) for i, voter in enumerate(ready[logins:])]
    with place.web() as web:
        Crowd(web.port).run([*coming, *meanwhile])
        memory = web.group.peak_megabytes()
    return {
        "logins": logins,
        "waited": clock.spread(storm.times["until logged in"]),
        "sent_away": storm.sent_away,
        "failures": {**storm.failures, **calm.failures},
        "meanwhile": {step: clock.spread(calm.times[step]) for step in ("issue", "cast")},
        "voters": voting,
        "web_megabytes": memory,
    }
