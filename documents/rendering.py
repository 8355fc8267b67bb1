"""HTML to PDF/A-3a. Whatever could differ between two runs, such as dates, comes from the data."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override
from weasyprint import HTML, Attachment
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from documents.fonts import DocumentFontError, font_urls

HEADER_ROWS = 2


class FontFetcher(URLFetcher):  # type: ignore[misc] # the library publishes no types
    """Reads the four font files and nothing else: no network, no other file of the machine."""

    def __init__(self, allowed: set[str]) -> None:
        super().__init__(allowed_protocols=["file"], fail_on_errors=True)
        self.allowed = allowed

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        if url not in self.allowed:
            raise ValueError(f"a document may not load {url}")
        return super().fetch(url, headers)


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedData:
    """A text file inside the PDF that states as data what the pages print."""

    name: str
    description: str
    content: bytes


def render_pdf(template: str, context: dict[str, Any], *, dated: datetime, data: AttachedData) -> bytes:
    """Return the document as PDF/A-3a; `dated` is when it was made, whenever it is rendered."""
    created = dated.astimezone(UTC).replace(microsecond=0)
    html = to_html(template, context | {"created": created.isoformat()})
    attachments = [_attachment(data, created)]
    return _written(html, pdf_variant="pdf/a-3a", attachments=attachments, finisher=_finish)


def render_sheet(template: str, context: dict[str, Any]) -> bytes:
    """Return a sheet that is printed once and not filed, such as cards to cut, as PDF."""
    return _written(to_html(template, context))


def _written(html: str, **options: Any) -> bytes:
    try:
        pdf: bytes = parsed(html).write_pdf(**options)
    except FatalURLFetchingError as error:
        # WeasyPrint raises a BaseException here, which would end a worker instead of failing its task.
        raise DocumentFontError(str(error)) from error
    return pdf


def to_html(template: str, context: dict[str, Any]) -> str:
    """Return the page in Vietnamese, with `fonts` for its style; raises DocumentFontError."""
    with override("vi"):
        return unicodedata.normalize("NFC", render_to_string(template, context | {"fonts": font_urls()}))


def parsed(html: str) -> HTML:
    """Return the page ready for layout; it may load the fonts and nothing else."""
    return HTML(string=html, url_fetcher=FontFetcher(set(font_urls().values())))


def _attachment(data: AttachedData, created: datetime) -> Attachment:
    return Attachment(
        string=data.content.decode(),
        name=data.name,
        description=data.description,
        created=created,
        modified=created,
        relationship="Data",
    )


def _finish(_document: Any, pdf: Any) -> None:
    """Correct two faults of WeasyPrint: the attachment is listed twice in /AF; wrong header scopes."""
    pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))
    for thing in pdf.objects:
        if isinstance(thing, dict) and thing.get("S") in ("/TH", "/TD"):
            _scope_header(thing)


def _scope_header(cell: Any) -> None:
    """Set the scope of table headers; the library's links to cells are off by one under a rowspan."""
    cell["A"].pop("Headers", None)
    if cell["S"] == "/TH":
        # The identifier ends in row and column; the first rows of every page are the header.
        _table, row, _column = cell.pop("ID").string.split("-")
        cell["A"]["Scope"] = "/Column" if int(row) < HEADER_ROWS else "/Row"
