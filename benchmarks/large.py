"""One very large vote with real ballots, cast over HTTP while workers verify."""

import json
import time
from typing import Any

from django.db import connection
from django.urls import reverse

from ballots.services.counting import unverified
from benchmarks import clock, counting, load, place, scene
from benchmarks.sizes import Sizes

ASKED = 20


def run(sizes: Sizes) -> dict[str, Any]:
    """Return the seconds of each stage, and the peak megabytes of each kind of process."""
    place.empty_queue()
    begin = time.perf_counter()
    set_up = scene.open_round(lines=sizes.large_lines, voters=sizes.large_ballots)
    made = time.perf_counter()
    ready = list(scene.voter_requests(set_up))
    sealed = time.perf_counter()
    sequences = [load.RequestSequence([voter.issue, voter.cast]) for voter in ready]
    with place.web() as web, place.workers(2) as workers:
        postgres = place.postgres()
        used = {"web": web.group.seconds(), "workers": workers.seconds()}
        voting = load.run(web.port, sequences, clients=sizes.rate_connections)
        spent = {"web": web.group.seconds() - used["web"], "workers": workers.seconds() - used["workers"]}
        behind = unverified(set_up.round_.pk).count()
        start = time.perf_counter()
        counting.until(lambda: not unverified(set_up.round_.pk).exists())
        caught_up = time.perf_counter() - start
        counted = counting.close_and_count(set_up, workers, kept_up=True)
        return {
            "lines": sizes.large_lines,
            "ballots": sizes.large_ballots,
            "made": made - begin,
            "sealed": sealed - made,
            "voting": voting,
            "voting_processor": spent,
            "behind": behind,
            "caught_up": caught_up,
            **counted,
            "ask_for_a_ballot": _ask(web, set_up, sequences),
            "web_megabytes": web.group.peak_megabytes(),
            "postgres_megabytes": postgres.peak_megabytes(),
            "database_megabytes": _database_megabytes(),
        }


def _ask(web: place.Running, set_up: scene.Scene, sequences: list[load.RequestSequence]) -> float:
    """Return the median milliseconds for finding a ballot in the closed box."""
    path = reverse("ballots:find", args=[set_up.round_.pk])
    hashes = [json.loads(sequence.answers[-1].body)["ballot"].encode() for sequence in sequences[:ASKED]]
    asked = [load.RequestSequence([load.post(path, {"Content-Type": "text/plain"}, name)]) for name in hashes]
    load.run(web.port, asked, clients=1)
    return clock.share([1000 * sequence.seconds for sequence in asked], 0.5)


def _database_megabytes() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()) / 1048576.0")
        return float(cursor.fetchone()[0])
