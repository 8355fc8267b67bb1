"""A slow page and a cast with much work of its own miss their targets."""

from typing import Any

import pytest

from benchmarks.targets import targets


def kept(found: dict[str, Any]) -> list[bool]:
    return [target.kept for target in targets(found)]


@pytest.mark.parametrize(("milliseconds", "good"), [(4.9, True), (5.1, False)])
def test_page_of_ten_lines_takes_five_milliseconds(milliseconds: float, good: bool) -> None:
    row = {"lines": 10, "page_queries": 4, "cast_queries": 1, "page_processor": milliseconds}
    assert kept({"pages": {"rows": [row]}}) == [True, True, good]


@pytest.mark.parametrize(("rate", "good"), [(76.0, True), (74.0, False)])
def test_cast_has_three_quarters_of_the_rate_of_its_checks(rate: float, good: bool) -> None:
    rows = {"checked": {"rate": 100.0}, "cast": {"rate": rate}}
    assert kept({"rates": {"lines": 10, "rows": rows}}) == [good]
