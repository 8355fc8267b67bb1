"""The longest tests begin at once on all workers, those of one file on one."""

from itertools import chain

import pytest

from tests.longest_first import dealt


@pytest.mark.parametrize("workers", [1, 2, 3, 4])
def test_each_worker_begins_with_its_share_of_the_longest(workers: int) -> None:
    files, others = [["A"], ["B", "C"], ["D"], ["E"]], list(range(17))
    longest = list(chain(*files))
    order = dealt(files, others, workers=workers)
    rest = order
    for at in range(workers):  # as xdist deals the tests
        size = len(rest) // (workers - at)
        share, rest = rest[:size], rest[size:]
        expected = list(chain(*files[at::workers]))
        assert share[: len(expected)] == expected
        assert not set(share[len(expected) :]) & set(longest)
    assert [test for test in order if test not in longest] == others
    assert sorted(map(str, order)) == sorted(map(str, [*longest, *others]))


def test_more_workers_than_tests() -> None:
    assert dealt([["A"]], [1], workers=3) == ["A", 1]
    assert dealt([["A"], ["B"], ["C"]], [], workers=2) == ["A", "C", "B"]
    assert dealt([], [1, 2, 3], workers=2) == [1, 2, 3]
