"""Invitations on paper: one to a page as a letter, or eight to a page to cut."""

from collections.abc import Iterable

from documents.rendering import render_sheet
from notices.models import Notice
from notices.values import reply_address
from secretariat.printing import qr_code

FILE = "giay-moi.pdf"
ONE, EIGHT = "1", "8"


def notices_as_pdf(rows: Iterable[Notice], per_page: str) -> bytes:
    """Return the invitations as PDF, each with a QR code for the reply."""
    notices = [{"row": row, "qr": qr_code(reply_address(row.key))} for row in rows]
    context = {"notices": notices, "is_small": per_page == EIGHT}
    return render_sheet("secretariat/documents/notice_sheet.html", context)
