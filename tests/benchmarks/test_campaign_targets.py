"""Targets of a campaign prepared in two acts, and what the report says of it."""

from typing import Any

import pytest

from benchmarks import report
from benchmarks.targets import targets


def found(
    *,
    created: float = 14.0,
    confirmed: float = 30.0,
    ratio: float = 1.5,
    full: float = 1.9,
    queries: int = 20,
) -> dict[str, Any]:
    pages = {
        "few": {"queries": 20, "elapsed": 40.0},
        "many": {"queries": queries, "elapsed": 40.0 * ratio},
        "most": {"queries": queries, "elapsed": 40.0 * full},
    }
    half = {"elapsed": 90.0, "processor": 20.0, "database": 10.0, "queries": 30_000}
    announced = {
        "rounds": 398,
        "notices": 29_000,
        "asked": half,
        "confirmed": {**half, "processor": confirmed},
    }
    made = {"units": 200, "rounds": 398, "before": 2, "in_all": 2000, "lines": 3000, "places": 30_000}
    return {
        "campaign": {
            **made,
            "elapsed": 40.0,
            "processor": created,
            "database": 10.0,
            "queries": 900,
            "announced": announced,
            **pages,
        }
    }


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        ({}, [True, True, True, True, True, True, True]),
        ({"created": 21.0}, [False, True, True, True, True, True, True]),
        ({"confirmed": 51.0}, [True, True, False, True, True, True, True]),
        ({"ratio": 2.1}, [True, True, True, False, True, True, True]),
        ({"full": 2.1}, [True, True, True, True, True, False, True]),
        ({"queries": 41}, [True, True, True, True, False, True, False]),
    ],
)
def test_times_of_creating_and_announcing_and_growth_of_the_page_are_judged(
    numbers: dict[str, Any], kept: list[bool]
) -> None:
    assert [target.kept for target in targets(found(**numbers))] == kept


def test_the_report_names_rounds_lines_and_places() -> None:
    text = report.SECTIONS["campaign"](found()["campaign"])
    for words in (
        "398 rounds of 200 units",
        "3,000 lines",
        "30,000 places",
        "the 398 with a line were announced",
        "29,000 summonses",
        "announcing confirmed",
    ):
        assert words in text
