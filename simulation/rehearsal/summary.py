"""The result of a rehearsal, as `rehearse --json` prints it."""

from pathlib import Path
from typing import Any

from results.models import Document
from results.outcomes import CountSheet, LineCounts, ThresholdBand, outcome, share
from results.sheet import sheet_of, thresholds_of
from rounds.models import Level, Round


def summary(round_: Round, rows: list[str]) -> dict[str, Any]:
    """Return numbers, lines and documents of a certified round.

    `rows` names the lines in ballot order; percentages are as documents print them; `outcome` is
    the consequence of the gravest threshold reached, or None.
    """
    sheet, thresholds = sheet_of(round_), thresholds_of(round_)
    lines = zip(rows, sheet.lines, strict=True)
    documents = Document.objects.filter(round=round_).order_by("kind")
    return {
        "summoned": sheet.summoned,
        "present": sheet.present,
        "issued": sheet.issued,
        "returned": sheet.returned,
        "base": str(sheet.base_kind),
        "fingerprint": round_.fingerprint,
        "lines": [_line(row, line, sheet, thresholds) for row, line in lines],
        "documents": [
            {"kind": document.kind, "file": str(document.file.name), "sha256": document.sha256}
            for document in documents
        ],
    }


def save_documents(round_: Round, folder: Path) -> None:
    """Write copies of the documents into a folder, which must exist, under the names of their kinds."""
    for document in Document.objects.filter(round=round_):
        with document.file.open("rb") as file:
            (folder / f"{document.kind}.pdf").write_bytes(file.read())


def _line(
    row: str, line: LineCounts, sheet: CountSheet, thresholds: tuple[ThresholdBand, ...]
) -> dict[str, Any]:
    base = sheet.base(line)
    reached = outcome(low=line.low, base=base, thresholds=thresholds)
    counts = {str(level): line.count(level) for level in Level}
    shares = {f"pct_{level}": share(count, base) for level, count in counts.items()}
    said = reached.consequence if reached else None
    return {"row": row, **counts, "blank": line.blank, **shares, "outcome": said}
