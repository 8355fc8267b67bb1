"""Laws that hold for any count, checked against exact fractions."""

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.outcomes import ThresholdBand, outcome, percentage

COUNTS = st.integers(min_value=1, max_value=10**12).flatmap(
    lambda base: st.tuples(st.integers(min_value=0, max_value=base), st.just(base))
)
THRESHOLDS = st.integers(min_value=1, max_value=20).flatmap(
    lambda den: st.builds(
        ThresholdBand,
        numerator=st.integers(min_value=1, max_value=den),
        denominator=st.just(den),
        strict=st.booleans(),
        consequence=st.text(max_size=3),
    )
)


@given(COUNTS)
def test_rounding_is_half_up_of_the_exact_fraction(counts: tuple[int, int]) -> None:
    part, base = counts
    exact = floor(Fraction(10_000 * part, base) + Fraction(1, 2))
    assert percentage(part, base) * 100 == exact


@pytest.mark.slow
@given(COUNTS, THRESHOLDS)
def test_integers_agree_with_fractions(counts: tuple[int, int], threshold: ThresholdBand) -> None:
    low, base = counts
    limit = Fraction(threshold.numerator, threshold.denominator)
    exact = Fraction(low, base) > limit if threshold.strict else Fraction(low, base) >= limit
    assert threshold.reached(low=low, base=base) is exact


@given(COUNTS, st.lists(THRESHOLDS, max_size=5))
def test_the_outcome_is_reached_and_none_reached_is_graver(
    counts: tuple[int, int], thresholds: list[ThresholdBand]
) -> None:
    low, base = counts
    found = outcome(low=low, base=base, thresholds=thresholds)
    reached = [band for band in thresholds if band.reached(low=low, base=base)]
    assert (found is None) == (not reached)
    assert all(band.order <= found.order for band in reached if found)


@given(COUNTS, st.lists(THRESHOLDS, max_size=5))
def test_one_more_low_mark_never_lightens_the_outcome(
    counts: tuple[int, int], thresholds: list[ThresholdBand]
) -> None:
    low, base = counts
    before = outcome(low=low, base=base, thresholds=thresholds)
    after = outcome(low=low + 1, base=base, thresholds=thresholds)
    assert before is None or (after is not None and after.order >= before.order)


@given(st.lists(st.integers(0, 10**6), min_size=4, max_size=4).filter(any))
def test_the_parts_of_one_line_sum_to_a_hundred_but_for_rounding(marks: list[int]) -> None:
    total = sum(marks)
    shares = sum((percentage(mark, total) for mark in marks), Decimal(0))
    assert abs(shares - 100) * 100 <= 2
