"""Section of the report about the log."""

from typing import Any

from benchmarks.tables import table

Found = dict[str, Any]


def log(found: Found) -> str:
    """Return the section about acts, imports, the check, and growth."""
    rows = [(row["threads"], row["plain"], row["act"], row["ratio"]) for row in found["rows"]]
    check, imported = found["check"], found["imported"]
    return (
        "## The log\n\nTransactions a second that insert one row: into a table that the log does not watch, and as an act.\n\n"
        + table(("connections", "plain", "act", "act / plain"), rows)
        + f"\n\nAn import of {imported['rows']} rows made {imported['links']} links, {imported['rate']:.0f} rows a second. "
        f"The check of {check['rows']} rows took\n{check['seconds']:.1f} s. A round of {found['lines']} lines and "
        f"{found['voters']} voters, until the vote is open, added {found['round_bytes'] / 1024:.0f} kB.\n"
    )
