"""The result as data, attached to the PDF, so that it need not be typed again."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from results.documents.data import MinutesData, ReportData
from results.outcomes import CountSheet, LineCounts, ThresholdBand, outcome, share
from rounds.models import Level

SCHEMA = "tinnhiem/result/1"


def payload(data: MinutesData | ReportData, kind: str) -> bytes:
    """Return readable JSON of everything that is printed: sorted keys, UTF-8, times in UTC."""
    thresholds = data.thresholds if isinstance(data, ReportData) else ()
    content = asdict(data) | {
        "schema": SCHEMA,
        "kind": kind,
        "results": [_line(data.sheet, line, thresholds) for line in data.sheet.lines],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1, default=_plain)
    return text.encode()


def _line(
    sheet: CountSheet, line: LineCounts, thresholds: tuple[ThresholdBand, ...]
) -> dict[str, str | int | None]:
    base = sheet.base(line)
    reached = outcome(low=line.low, base=base, thresholds=thresholds)
    shares = {f"pct_{level}": share(line.count(level), base) for level in Level}
    return {
        "row": line.row,
        "base": base,
        "outcome": reached.consequence if reached else None,
        **shares,
    }


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not a value of a document: {value!r}")
