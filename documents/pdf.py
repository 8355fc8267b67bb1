"""Pages to PDF by WeasyPrint, which takes half a second to import: `documents.rendering` does so when it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weasyprint import HTML, Attachment
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from documents.fonts import DocumentFontError, font_urls

if TYPE_CHECKING:
    from datetime import datetime

    from documents.rendering import AttachedData

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


def filed(html: str, data: AttachedData, created: datetime) -> bytes:
    """Return the page as PDF/A-3a that holds the data."""
    attachments = [_attachment(data, created)]
    return printed(html, pdf_variant="pdf/a-3a", attachments=attachments, finisher=_finish)


def printed(html: str, **options: Any) -> bytes:
    try:
        pdf: bytes = parsed(html).write_pdf(**options)
    except FatalURLFetchingError as error:
        # WeasyPrint raises a BaseException here, which would end a worker instead of failing its task.
        raise DocumentFontError(str(error)) from error
    return pdf


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
