"""docs/performance.md is what the program writes from the numbers beside it."""

import json

from benchmarks import plot, profile, report
from operations.embedded.places import BASE_DIR

DOCS = BASE_DIR / "docs"


def test_the_committed_report_is_the_one_of_the_committed_numbers() -> None:
    found = json.loads((DOCS / "performance.json").read_text())
    assert (DOCS / "performance.md").read_text() == report.page(found)
    assert (DOCS / "img" / "performance.svg").read_text() == plot.picture(found)


def test_the_profile_names_folders_that_exist() -> None:
    rooms = {path.name for path in BASE_DIR.iterdir() if path.is_dir()}
    ours = [part for part in profile.PARTS if part.split("/")[1] in rooms]
    assert "/ballots/protocol/" in ours
    assert [part for part in ours if not (BASE_DIR / part.strip("/")).is_dir()] == []
