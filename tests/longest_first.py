"""The longest tests begin first, so that none of them runs alone at the end; all others keep their random order.

xdist's `worksteal` gives each worker one stretch of the order, and one that has finished takes from the end of another's.
Tests of one file stay together, because some files start a product for all of theirs.
"""

import itertools
import os
from collections.abc import Iterator, Sequence
from typing import TypeVar

import pytest

T = TypeVar("T")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Reorder after pytest-randomly and after tests were deselected; each worker comes to the same order."""
    yield
    longest = [item for item in items if item.get_closest_marker("longest")]
    files = [list(found) for _file, found in itertools.groupby(longest, key=lambda item: item.path)]
    others = [item for item in items if not item.get_closest_marker("longest")]
    items[:] = dealt(files, others, workers=int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def dealt(longest: Sequence[Sequence[T]], others: Sequence[T], *, workers: int) -> list[T]:
    """Let each worker's stretch begin with its share of the longest, which are given file by file."""
    order: list[T] = []
    rest, total = list(others), sum(map(len, longest)) + len(others)
    for at in range(workers):
        share = list(itertools.chain.from_iterable(longest[at::workers]))
        size = max(0, (total - len(order)) // (workers - at) - len(share))
        order += [*share, *rest[:size]]
        del rest[:size]
    return [*order, *rest]
