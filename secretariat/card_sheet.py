"""The sheet of login cards: names, codes and the address of their login page, to print and cut."""

from collections.abc import Iterable

import segno
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from documents.rendering import render_sheet
from officials.models import Unit
from rounds.services.card_printing import PrintedCard


def cards_as_pdf(unit: Unit | None, cards: Iterable[PrintedCard]) -> bytes:
    """Return the cards as PDF, eight to a page; the codes are stored nowhere else.

    `unit` is printed for people without one.
    """
    address = f"{settings.SITE_URL}{reverse('card_login')}"
    qr = segno.make(address, micro=False).svg_inline(border=1, omitsize=True)
    context = {"cards": list(cards), "unit": unit or "", "address": address, "qr": qr}
    return render_sheet("secretariat/documents/card_sheet.html", context)


def download(pdf: bytes) -> HttpResponse:
    """Return the answer that saves the sheet as a file."""
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="giay-dang-nhap.pdf"'
    return answer
