"""The longest tests begin first, so that none of them runs alone at the end; all others keep their random order.

xdist's `worksteal` gives each worker one stretch of the order, and one that has finished takes from the end of another's.
"""

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
    others = [item for item in items if not item.get_closest_marker("longest")]
    items[:] = dealt(longest, others, workers=int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def dealt(longest: Sequence[T], others: Sequence[T], *, workers: int) -> list[T]:
    """Let each worker's stretch begin with its share of the longest."""
    order: list[T] = []
    rest, total = list(others), len(longest) + len(others)
    for at in range(workers):
        share = longest[at::workers]
        size = max(0, (total - len(order)) // (workers - at) - len(share))
        order += [*share, *rest[:size]]
        del rest[:size]
    return [*order, *rest]
