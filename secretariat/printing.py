"""Sheets that a secretary prints: their QR codes, and the answer that saves them as a file."""

import segno
from django.http import HttpResponse


def qr_code(address: str) -> str:
    """Return the QR code of an address as SVG, as large as the style of the sheet says."""
    return str(segno.make(address, micro=False).svg_inline(border=1, omitsize=True))


def download(pdf: bytes, name: str) -> HttpResponse:
    """Return the answer that saves a PDF as a file of this name."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
