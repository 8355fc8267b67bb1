"""Pages of a busy ministry beside the same pages of one that has one round in each state."""

import time
from typing import Any

from django.db import connection
from django.test import override_settings

from benchmarks import boxes, ministry, place, visits
from benchmarks.clock import Asked, cost
from benchmarks.ministry import Ministry, Scale
from benchmarks.sizes import Sizes
from operations.owner import as_owner
from simulation.rehearsal.client import SiteClient

# As many units as make a field for one of them a search field.
FEW = Scale(units=25, accounts=30, officials=25, rounds=9, roll=20)
Pages = dict[str, dict[str, float]]


def run(sizes: Sizes) -> dict[str, Any]:
    """Return queries, kilobytes and milliseconds of each page, in a small and in a large ministry.

    A worker runs, because the desk asks whether one does.
    """
    made = ministry.build(FEW, boxes.fill)
    with place.workers(1), override_settings(REQUIRE_STAFF_MFA=False):
        few = _measure(made, sizes)
        begin = time.perf_counter()
        ministry.grow(made, sizes.ministry, boxes.fill)
        built = time.perf_counter() - begin
        many = _measure(made, sizes)
    return {
        "rounds": len(made.rounds),
        "officials": len(made.officials),
        "accounts": len(made.accounts),
        "electors": sizes.ministry.rounds * (sizes.ministry.roll + 1),
        "built": built,
        "rows": [{"page": name, "few": few[name], "many": many[name]} for name in few],
    }


def _measure(made: Ministry, sizes: Sizes) -> Pages:
    """Open each page, or as many of them as the sizes say."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
    people = {name: SiteClient(user) for name, user in made.people.items()}
    for one in people.values():
        one.client.defaults["HTTP_ACCEPT"] = "text/html"
    pages = visits.ALL[:: sizes.ministry_every]
    return {page.name: _cost(people[page.person], page.path(made), sizes.repeats) for page in pages}


def _cost(client: SiteClient, path: str, repeats: int) -> dict[str, float]:
    spent = cost(lambda: client.get(path), repeats)
    with Asked() as asked:
        size = len(client.get(path))
    return {"queries": asked.number, "kilobytes": size / 1000, "elapsed": spent.elapsed}
