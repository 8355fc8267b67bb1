"""A hall full of voters that all open the page and then all cast in the same instant."""

from collections.abc import Sequence
from typing import Any

from benchmarks import clock, load, place, scene
from benchmarks.sizes import Sizes


def run(sizes: Sizes) -> dict[str, Any]:
    """Return the milliseconds for the page and from casting to the receipt, while workers are busy."""
    voters = sizes.hall_voters
    # The first meeting is a warm-up.
    set_up = scene.open_round(lines=sizes.hall_lines, voters=voters * (sizes.hall_repeats + 1))
    ready = list(scene.voter_requests(set_up))
    pages: list[float] = []
    presses: list[float] = []
    with place.web() as web, place.workers(2):
        for number in range(sizes.hall_repeats + 1):
            here = ready[number * voters : (number + 1) * voters]
            shown = _at_once(web.port, [[voter.page] for voter in here])
            cast = _at_once(web.port, [[voter.issue, voter.cast] for voter in here])
            if number:
                pages, presses = pages + shown, presses + cast
    return {
        "lines": sizes.hall_lines,
        "voters": voters,
        "repeats": sizes.hall_repeats,
        "page": clock.spread(pages),
        "press": clock.spread(presses),
    }


def _at_once(port: int, requests: Sequence[Sequence[bytes]]) -> list[float]:
    sequences = [load.RequestSequence(sent) for sent in requests]
    load.run(port, sequences, clients=len(sequences))
    return [1000 * sequence.seconds for sequence in sequences]
