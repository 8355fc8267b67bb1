"""Random rounds: what was marked is what is counted."""

from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ballots.protocol import decryption
from ballots.protocol.ballot import LevelIndex
from tests.ballots.protocol.box import SealedBox

Round = tuple[int, list[list[LevelIndex | None]]]
MARKS = st.sampled_from([*LevelIndex, None])


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    n_lines = draw(st.integers(1, 3))
    ballot = st.lists(MARKS, min_size=n_lines, max_size=n_lines)
    return n_lines, draw(st.lists(ballot, min_size=1, max_size=5))


@st.composite
def teams(draw: st.DrawFn) -> tuple[int, int]:
    n = draw(st.integers(1, 9))
    return n, draw(st.integers(1, n))


@pytest.mark.slow
@settings(max_examples=10, deadline=None)
@given(round_=rounds(), team=teams())
@example(round_=(1, [[LevelIndex.LOW], [None]]), team=(5, 3))
@example(round_=(1, [[LevelIndex.HIGH], [LevelIndex.LOW]]), team=(9, 5))
def test_opened_counts_are_the_marks(round_: Round, team: tuple[int, int]) -> None:
    n_lines, ballots = round_
    n, t = team
    box = SealedBox(n_lines, n, t)
    for choices in ballots:
        box.cast(choices)
    sums = box.sums()
    marked = [tuple(sum(b[i] == level for b in ballots) for level in LevelIndex) for i in range(n_lines)]
    server, *members = (box.checked(m, box.share(m, sums), sums) for m in range(n + 1))
    for some in combinations(range(1, n + 1), t):
        partials = {m: members[m - 1] for m in some}
        assert decryption.combine(partials=partials, server=server, sums=sums, threshold=t) == marked


def test_everybody_marks_the_same() -> None:
    box = SealedBox(1, 1, 1)
    for _ in range(20):
        box.cast([LevelIndex.LOW])
    assert box.open([1], box.sums()) == [(0, 0, 20)]
