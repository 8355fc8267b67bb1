"""docs/performance.md is what the program writes from the numbers beside it."""

import json

from benchmarks import plot, report
from operations.embedded.places import BASE_DIR

DOCS = BASE_DIR / "docs"


def test_the_committed_report_is_the_one_of_the_committed_numbers() -> None:
    found = json.loads((DOCS / "performance.json").read_text())
    assert (DOCS / "performance.md").read_text() == report.page(found)
    assert (DOCS / "img" / "performance.svg").read_text() == plot.picture(found)
