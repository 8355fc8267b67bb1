"""The sheet of login cards: names, codes and the address of their login page, to print and cut."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from documents.rendering import render_sheet
from officials.models import Unit
from rounds.services.card_printing import PrintedCard
from secretariat.printing import EIGHT, ONE, qr_code

FILE = "giay-dang-nhap.pdf"


def cards_as_pdf(
    unit: Unit | None, cards: Iterable[PrintedCard], *, per_page: str = EIGHT, order: str = ""
) -> bytes:
    """Return the cards as PDF, in the order of names or by unit; the codes are stored nowhere else.

    `unit` is printed for people without one.
    """
    address = f"{settings.SITE_URL}{reverse('card_login')}"
    context = {
        "cards": _ordered(cards, order),
        "unit": unit or "",
        "address": address,
        "qr": qr_code(address),
        "is_single": per_page == ONE,
    }
    return render_sheet("secretariat/documents/card_sheet.html", context)


def _ordered(cards: Iterable[PrintedCard], order: str) -> list[PrintedCard]:
    def place(card: PrintedCard) -> tuple[str, str]:
        unit = card.user.unit.name if order == "unit" and card.user.unit else ""
        return unit, card.user.sort_key

    return sorted(cards, key=place)
