"""Sheets that a secretary prints: their QR codes, and the answer that saves them as a file."""

import segno
from django.db.models import Model
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from common.answers import file_to_keep
from officials.models import User
from secretariat.listing.services import note_print

ONE, EIGHT = "1", "8"  # on a page
ORDERS = [("roll", _("as on the roll")), ("unit", _("by unit, then by name"))]


def qr_code(address: str) -> str:
    """Return the QR code of an address as SVG, as large as the style of the sheet says."""
    return str(segno.make(address, micro=False).svg_inline(border=1, omitsize=True))


def printed(pdf: bytes, name: str, *, title: str, subject: Model, user: User) -> HttpResponse:
    """Return the answer that saves a list as a file, and note in the log who printed it."""
    note_print(user=user, subject=subject, text=title)
    return file_to_keep(pdf, name)
