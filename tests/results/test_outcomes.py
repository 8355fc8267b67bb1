"""Percentages and thresholds, with the numbers of the regulations."""

from decimal import Decimal

import pytest

from results.outcomes import (
    BaseKind,
    CountSheet,
    LineCounts,
    ThresholdBand,
    format_percentage,
    outcome,
    percentage,
    share,
)

HALF = ThresholdBand(numerator=1, denominator=2, strict=True, consequence="band 1")
FROM_TWO_THIRDS = ThresholdBand(numerator=2, denominator=3, strict=False, consequence="band 2")
OVER_TWO_THIRDS = ThresholdBand(numerator=2, denominator=3, strict=True, consequence="band 2")
PARTY = (HALF, FROM_TWO_THIRDS)
PUBLIC_EMPLOYEES = (HALF, OVER_TWO_THIRDS)


def band(low: int, base: int, thresholds: tuple[ThresholdBand, ...]) -> str | None:
    reached = outcome(low=low, base=base, thresholds=thresholds)
    return reached.consequence if reached else None


@pytest.mark.parametrize(
    ("base", "low", "party", "employees"),
    [
        (30, 0, None, None),
        (30, 15, None, None),
        (30, 16, "band 1", "band 1"),
        (30, 19, "band 1", "band 1"),
        (30, 20, "band 2", "band 1"),
        (30, 21, "band 2", "band 2"),
        (47, 23, None, None),
        (47, 24, "band 1", "band 1"),
        (47, 31, "band 1", "band 1"),
        (47, 32, "band 2", "band 2"),
        (1, 1, "band 2", "band 2"),
        (2, 1, None, None),
        (3, 2, "band 2", "band 1"),
    ],
)
def test_the_gravest_band_reached(base: int, low: int, party: str | None, employees: str | None) -> None:
    assert band(low, base, PARTY) == party
    assert band(low, base, PUBLIC_EMPLOYEES) == employees


def test_the_order_in_which_thresholds_are_listed_does_not_matter() -> None:
    assert band(25, 30, PARTY[::-1]) == band(25, 30, PARTY) == "band 2"


def test_over_a_fraction_is_graver_than_from_the_same_fraction() -> None:
    assert band(21, 30, (OVER_TWO_THIRDS, FROM_TWO_THIRDS)) == "band 2"
    assert outcome(low=21, base=30, thresholds=(OVER_TWO_THIRDS, FROM_TWO_THIRDS)) is (OVER_TWO_THIRDS)


def test_an_empty_base_reaches_no_threshold() -> None:
    assert band(0, 0, PARTY) is None


@pytest.mark.parametrize(
    ("part", "base", "printed"),
    [
        (323, 485, "66,60%"),
        (0, 30, "0,00%"),
        (30, 30, "100,00%"),
        (1, 3, "33,33%"),
        (2, 3, "66,67%"),
        (1, 800, "0,13%"),
        (1, 8, "12,50%"),
        (49, 100_000, "0,05%"),
    ],
)
def test_percentages_round_half_up_and_keep_two_decimals(part: int, base: int, printed: str) -> None:
    assert format_percentage(percentage(part, base)) == printed


def test_a_percentage_is_a_decimal_with_two_places() -> None:
    assert percentage(323, 485) == Decimal("66.60")
    assert percentage(323, 485).as_tuple().exponent == -2


@pytest.mark.parametrize(("part", "base"), [(1, 0), (-1, 30), (1, -30)])
def test_percentage_of_an_empty_base_is_refused(part: int, base: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        percentage(part, base)


def test_empty_base_prints_a_dash() -> None:
    assert share(0, 0) == "–"


@pytest.mark.parametrize(
    ("kind", "base"), [(BaseKind.RETURNED, 48), (BaseKind.SUMMONED, 60), (BaseKind.VALID, 45)]
)
def test_the_base_follows_the_rule_set(kind: BaseKind, base: int) -> None:
    line = LineCounts(row=1, name="A", high=40, confidence=3, low=2, blank=2)
    sheet = CountSheet(
        summoned=60, present=50, issued=50, returned=48, valid=47, base_kind=kind, lines=(line,)
    )
    assert sheet.base(line) == base
    assert sheet.invalid_for(line) == 3
    assert (sheet.absent, sheet.invalid_total) == (10, 1)
