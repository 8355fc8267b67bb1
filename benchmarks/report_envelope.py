"""Section of the report about the server's keys under the envelope key."""

from typing import Any

from benchmarks.tables import table

Found = dict[str, Any]
KINDS = ("elapsed", "processor")
LABELS = {
    "unseal": "open the sealed bytes",
    "file": "read the file of the envelope keys",
    "opened": "query, file, and open",
    "box": "the same with the values of the round",
    "kept": "ask the process, which keeps them",
    "cast_kept": "cast, keys kept",
    "cast_opened": "cast, keys opened for it",
}


def envelope(found: Found) -> str:
    """Return the section about opening keys for each use or keeping them."""
    rows = found["rows"]
    kept, opened = (rows[name]["processor"] for name in ("cast_kept", "cast_opened"))
    shown = [(label, *(1000 * rows[name][kind] for kind in KINDS)) for name, label in LABELS.items()]
    return (
        f"## Keys under the envelope key\n\nMicroseconds for the keys of one round, and for a cast of {found['lines']} "
        f"lines by a process that opens them each time or keeps them.\nA process opens them once for each round (256 "
        f"rounds are kept); opened for each cast, they would take {100 * (opened / kept - 1):.0f} % more.\n\n"
        + table(("", "µs", "µs of processor"), shown)
    )
