"""Invitations on paper: one to a page as a letter, or eight to a page to cut."""

from collections.abc import Iterable

import segno
from django.conf import settings

from documents.rendering import render_sheet
from notices.models import Notice
from notices.values import reply_address

ONE, EIGHT = "1", "8"


def notices_as_pdf(rows: Iterable[Notice], per_page: str) -> bytes:
    """Return the invitations as PDF, each with a QR code for the reply."""
    notices = [{"row": row, "qr": _qr(row)} for row in rows]
    context = {"notices": notices, "is_small": per_page == EIGHT, "contact": settings.SECRETARIAT_CONTACT}
    return render_sheet("secretariat/documents/notice_sheet.html", context)


def _qr(row: Notice) -> str:
    return str(segno.make(reply_address(row.key), micro=False).svg_inline(border=1, omitsize=True))
