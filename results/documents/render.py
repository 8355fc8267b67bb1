"""HTML to PDF/A-3a. Everything that could differ between two runs is taken from the data."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override
from weasyprint import HTML, Attachment
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from results.documents.context import minutes_context, report_context
from results.documents.data import MinutesData, ReportData
from results.documents.payload import payload

DEFAULT_FONT_DIR = "/usr/share/fonts/truetype/liberation"
FACES = {
    "regular": "LiberationSerif-Regular.ttf",
    "italic": "LiberationSerif-Italic.ttf",
    "bold": "LiberationSerif-Bold.ttf",
    "bold_italic": "LiberationSerif-BoldItalic.ttf",
}
ATTACHMENT = "ket-qua.json"
HEADER_ROWS = 2


class DocumentFontError(RuntimeError):
    """A font file is not where `settings.DOCUMENT_FONT_DIR` says."""


class FontFetcher(URLFetcher):  # type: ignore[misc] # the library publishes no types
    """Reads the four font files and nothing else: no network, no other file of the machine."""

    def __init__(self, allowed: set[str]) -> None:
        super().__init__(allowed_protocols=["file"], fail_on_errors=True)
        self.allowed = allowed

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        if url not in self.allowed:
            raise ValueError(f"a document may not load {url}")
        return super().fetch(url, headers)


def render_minutes(data: MinutesData) -> bytes:
    """The counting minutes (biên bản kiểm phiếu) as PDF/A-3a."""
    return _render(data, "minutes", minutes_context(data))


def render_report(data: ReportData) -> bytes:
    """The report to the authority (báo cáo kết quả) as PDF/A-3a."""
    return _render(data, "report", report_context(data))


def font_urls() -> dict[str, str]:
    """`file:` addresses of the four faces; raises DocumentFontError when one is not there."""
    folder = Path(getattr(settings, "DOCUMENT_FONT_DIR", DEFAULT_FONT_DIR))
    for name in FACES.values():
        if not (folder / name).is_file():
            raise DocumentFontError(f"The font {name} is not in {folder}.")
    return {face: (folder / name).as_uri() for face, name in FACES.items()}


def _render(data: MinutesData | ReportData, kind: str, context: dict[str, Any]) -> bytes:
    fonts = font_urls()
    created = data.certified.astimezone(UTC).replace(microsecond=0)
    context |= {"fonts": fonts, "created": created.isoformat()}
    with override("vi"):
        html = render_to_string(f"results/documents/{kind}.html", context)
    document = HTML(string=unicodedata.normalize("NFC", html), url_fetcher=FontFetcher(set(fonts.values())))
    try:
        pdf: bytes = document.write_pdf(
            pdf_variant="pdf/a-3a",
            attachments=[_attachment(payload(data, kind), created)],
            finisher=_finish,
        )
    except FatalURLFetchingError as error:
        # Not an Exception: it would end a worker instead of failing its task.
        raise DocumentFontError(str(error)) from error
    return pdf


def _attachment(content: bytes, created: datetime) -> Attachment:
    return Attachment(
        string=content.decode(),
        name=ATTACHMENT,
        description="Kết quả kiểm phiếu (dữ liệu)",
        created=created,
        modified=created,
        relationship="Data",
    )


def _finish(_document: Any, pdf: Any) -> None:
    """Correct what the library writes wrongly: the attachment twice in /AF, table headers."""
    pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("S") in ("/TH", "/TD"):
            _scope_header(thing)


def _scope_header(cell: Any) -> None:
    """Headers linked to cells are off by a column under a rowspan: say their scope instead."""
    cell["A"].pop("Headers", None)
    if cell["S"] == "/TH":
        # The identifier ends in row and column; the first rows of every page are the header.
        _table, row, _column = cell.pop("ID").string.split("-")
        cell["A"]["Scope"] = "/Column" if int(row) < HEADER_ROWS else "/Row"
