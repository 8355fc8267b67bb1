"""Counts and percentages that were really published, recomputed."""

import csv
from pathlib import Path

import pytest

from results.outcomes import CountSheet, LineCounts, format_percentage, percentage, reconcile

DATA = Path(__file__).parents[1] / "data"
ROWS = [
    row
    for path in sorted(DATA.glob("published-*.csv"))
    for row in csv.DictReader(path.read_text().splitlines())
]
PRINTED = [
    (row["row"], int(row[level]), int(row["base"]), row[f"pct_{level}"])
    for row in ROWS
    for level in ("high", "medium", "low")
    if row[f"pct_{level}"]
]


def test_every_published_row_is_tested() -> None:
    assert (len(ROWS), len(PRINTED)) == (40, 62)


@pytest.mark.parametrize(("row", "part", "base", "printed"), PRINTED)
def test_a_published_percentage(row: str, part: int, base: int, printed: str) -> None:
    assert format_percentage(percentage(part, base)) == printed.replace(".", ",") + "%", row


@pytest.mark.parametrize("row", ROWS, ids=[row["row"] for row in ROWS])
def test_a_published_line_reconciles(row: dict[str, str]) -> None:
    high, confidence, low = (int(row[key]) for key in ("high", "medium", "low"))
    returned = int(row["base"])
    line = LineCounts(
        row=1,
        name=row["row"],
        high=high,
        confidence=confidence,
        low=low,
        blank=returned - int(row["valid"]),
    )
    sheet = CountSheet(
        summoned=returned,
        present=returned,
        issued=returned,
        returned=returned,
        valid=returned,
        lines=(line,),
    )
    assert line.valid == int(row["valid"])
    assert reconcile(sheet) == ()
