"""Queries of the voter's page and of casting by number of lines."""

from typing import Any

from django.urls import reverse

from benchmarks import scene
from benchmarks.clock import Asked, cost
from benchmarks.scene import frame_of
from benchmarks.sizes import Sizes
from simulation.rehearsal.client import SiteClient


def run(sizes: Sizes) -> dict[str, Any]:
    """Return queries of page, issue and cast, and the page's milliseconds, by number of lines."""
    return {"rows": [_row(lines, sizes.repeats) for lines in sizes.page_lines]}


def _row(lines: int, repeats: int) -> dict[str, Any]:
    set_up = scene.open_round(lines=lines, voters=2)
    first, second = scene.voter_requests(set_up)
    pk, voter = set_up.round_.pk, SiteClient(set_up.voters[0])
    page = reverse("ballots:vote", args=[pk])
    voter.get(page)
    box = reverse("ballots:cast", args=[pk])
    SiteClient().post_bytes(
        box, frame_of(first.cast)
    )  # warm-up: the first cast of a process also reads the manifest
    with Asked() as shown:
        voter.get(page)
    with Asked() as casting:
        SiteClient().post_bytes(box, frame_of(second.cast))
    spent = cost(lambda: voter.get(page), repeats)
    row = {"lines": lines, "page_queries": shown.number, "cast_queries": casting.number}
    return {**row, "page_elapsed": spent.elapsed, "page_processor": spent.processor}
