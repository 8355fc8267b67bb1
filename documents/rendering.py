"""HTML to PDF/A-3a. Whatever could differ between two runs, such as dates, comes from the data.

Pages of the web import this module, and few of them print: WeasyPrint is imported by the first that does. So a
web host may lack its libraries, and starts half a second sooner.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from documents.fonts import font_urls


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedData:
    """A text file inside the PDF that states as data what the pages print."""

    name: str
    description: str
    content: bytes


def render_pdf(template: str, context: dict[str, Any], *, dated: datetime, data: AttachedData) -> bytes:
    """Return the document as PDF/A-3a; `dated` is when it was made, whenever it is rendered."""
    from documents import pdf  # noqa: PLC0415 - imports WeasyPrint

    created = dated.astimezone(UTC).replace(microsecond=0)
    html = to_html(template, context | {"created": created.isoformat()})
    return pdf.filed(html, data, created)


def render_sheet(template: str, context: dict[str, Any]) -> bytes:
    """Return a sheet that is printed once and not filed, such as cards to cut, as PDF."""
    from documents import pdf  # noqa: PLC0415 - imports WeasyPrint

    return pdf.printed(to_html(template, context))


def to_html(template: str, context: dict[str, Any]) -> str:
    """Return the page in Vietnamese, with `fonts` for its style; raises DocumentFontError."""
    with override("vi"):
        return unicodedata.normalize("NFC", render_to_string(template, context | {"fonts": font_urls()}))
