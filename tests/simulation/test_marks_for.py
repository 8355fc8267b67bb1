"""Ballots are made so that their marks add up to a count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballots.protocol.ballot import LevelIndex
from simulation.rehearsal.voters import marks_for

counts = st.tuples(*(st.integers(0, 20) for _level in LevelIndex))


@given(st.lists(counts, min_size=1, max_size=5), st.integers(0, 5))
def test_marks_add_up_and_the_rest_is_blank(lines: list[tuple[int, int, int]], spare: int) -> None:
    ballots = max(sum(line) for line in lines) + spare
    made = marks_for(lines, ballots)
    assert len(made) == ballots
    for position, line in enumerate(lines):
        column = [ballot[position] for ballot in made]
        assert tuple(column.count(level) for level in LevelIndex) == line if ballots else True
        assert column.count(None) == ballots - sum(line)


def test_every_line_is_shuffled_by_itself() -> None:
    made = marks_for([(50, 50, 0), (50, 50, 0)], 100)
    assert len({tuple(ballot) for ballot in made}) == 4


def test_more_marks_than_ballots_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        marks_for([(1, 0, 0), (2, 0, 0)], 1)
