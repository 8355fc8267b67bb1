"""Counts that do not add up are named with their numbers."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.utils.translation import override

from results.outcomes import CountSheet, InvalidReason, LineCounts, reconcile

LINE = LineCounts(row=1, name="Trần Văn Bình", high=20, confidence=15, low=10, blank=2)
SHEET = CountSheet(
    summoned=52,
    present=50,
    issued=49,
    returned=48,
    valid=47,
    invalid=(InvalidReason(reason="Not issued", count=1),),
    lines=(LINE,),
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with override("en"):
        yield


def test_counts_that_agree_violate_nothing() -> None:
    assert reconcile(SHEET) == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"present": 53}, "Present (53) is more than summoned (52)."),
        ({"issued": 51}, "Ballots issued (51) exceed voters present (50)."),
        ({"issued": 47}, "Ballots returned (48) exceed those issued (47)."),
        ({"exchanged": -1}, "Exchanged: -1 is below zero."),
        ({"invalid": ()}, "Valid (47) + invalid (0) is not returned (48)."),
    ],
)
def test_each_violation_is_reported_with_its_numbers(change: dict[str, Any], sentence: str) -> None:
    assert reconcile(replace(SHEET, **change)) == (sentence,)


def test_a_line_that_does_not_add_up_is_named() -> None:
    sheet = replace(SHEET, lines=(replace(LINE, low=11),))
    assert reconcile(sheet) == (
        "Trần Văn Bình: high 20 + confidence 15 + low 11 + blank 2 = 48, but 47 valid ballots were returned.",
    )


def test_every_violation_is_listed_at_once() -> None:
    sheet = replace(SHEET, present=53, issued=60, lines=(LINE, replace(LINE, high=0)))
    assert len(reconcile(sheet)) == 3


def test_more_valid_than_returned_is_reported() -> None:
    sheet = replace(SHEET, valid=49, invalid=(), lines=())
    assert "Valid ballots (49) exceed those returned (48)." in reconcile(sheet)
