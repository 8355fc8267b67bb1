"""Section of the report about closing beside old ballots and open rounds."""

from typing import Any

from benchmarks.tables import table

Found = dict[str, Any]


def closing(found: Found) -> str:
    """Return the section about rounds closed one after the other while others take ballots."""
    rows = [
        (
            r["old"],
            r["swept"],
            r["slowest"],
            r.get("counted"),
            *(r[when][p] for when in ("quiet", "beside") for p in ("number", "p50", "p95")),
            r["ratio"],
        )
        for r in found["rows"]
    ]
    head = (
        "old ballots",
        "swept, s",
        "slowest, s",
        "added, s",
        "voters before",
        "p50 before",
        "p95 before",
        "voters beside",
        "p50 beside",
        "p95 beside",
        "p95 ratio",
    )
    return (
        f"## Closing beside old ballots and open rounds\n\nRounds of {found['voters']} ballots, {found['lines']} lines, are "
        f"closed one after the other while voters come to {found['open']} other\nrounds at a constant rate: seconds until the "
        "traces of the order of voting are gone and the ballots are added, and milliseconds for\nissue and cast in the others before and, over all closings, meanwhile.\n\n"
        + table(head, rows)
    )
