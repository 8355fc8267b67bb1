"""The sheet of login cards: names, codes and the address of their login page, to print and cut."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from documents.rendering import render_sheet
from officials.models import Unit
from rounds.services.card_printing import PrintedCard
from secretariat.printing import qr_code

FILE = "giay-dang-nhap.pdf"


def cards_as_pdf(unit: Unit | None, cards: Iterable[PrintedCard]) -> bytes:
    """Return the cards as PDF, eight to a page; the codes are stored nowhere else.

    `unit` is printed for people without one.
    """
    address = f"{settings.SITE_URL}{reverse('card_login')}"
    context = {"cards": list(cards), "unit": unit or "", "address": address, "qr": qr_code(address)}
    return render_sheet("secretariat/documents/card_sheet.html", context)
