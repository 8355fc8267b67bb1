"""Minutes and report as PDF/A-3a with the result attached as data."""

from __future__ import annotations

from typing import Any

from documents.rendering import AttachedData, render_pdf
from results.documents.context import minutes_context, report_context
from results.documents.data import MinutesData, ReportData
from results.documents.payload import payload


def render_minutes(data: MinutesData) -> bytes:
    """Return the minutes (biên bản kiểm phiếu) as PDF/A-3a."""
    return _render(data, "minutes", minutes_context(data))


def render_report(data: ReportData) -> bytes:
    """Return the report to the authority (báo cáo kết quả) as PDF/A-3a."""
    return _render(data, "report", report_context(data))


def _render(data: MinutesData | ReportData, kind: str, context: dict[str, Any]) -> bytes:
    attached = AttachedData(
        name="ket-qua.json", description="Kết quả kiểm phiếu (dữ liệu)", content=payload(data, kind)
    )
    return render_pdf(f"results/documents/{kind}.html", context, dated=data.certified, data=attached)
