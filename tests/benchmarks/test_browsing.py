"""What the report says of the pages of a busy ministry."""

from typing import Any

from benchmarks import report
from benchmarks.targets import targets

FEW = {"queries": 7, "kilobytes": 12.0, "elapsed": 20.0}


def found(**many: float) -> dict[str, Any]:
    rows = [{"page": "list of round", "few": FEW, "many": {**FEW, **many}}]
    numbers = {"rounds": 2000, "officials": 1500, "accounts": 5000, "electors": 222_000, "built": 40.0}
    return {"ministry": {**numbers, "rows": rows}}


def test_three_targets_are_kept() -> None:
    assert [one.kept for one in targets(found(elapsed=39.0))] == [True, True, True]


def test_each_target_can_be_missed() -> None:
    missed = [list(targets(found(**{name: 1000.0}))) for name in FEW]
    assert [[one.kept for one in three] for three in missed] == [
        [False, True, True],
        [True, False, True],
        [True, True, False],
    ]


def test_report_has_a_row_for_each_page() -> None:
    text = report.SECTIONS["ministry"](found(elapsed=30.0)["ministry"])
    assert "| list of round | 7 | 7 | 12.0 | 12.0 | 20.0 | 30.0 | 1.50 |" in text
