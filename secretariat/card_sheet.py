"""The sheet of login cards: names, codes and the address of the login page, to print and cut."""

from collections.abc import Iterable

import segno
from django.conf import settings
from django.urls import reverse

from documents.rendering import render_sheet
from rounds.models import Round
from rounds.services.card_printing import PrintedCard


def cards_as_pdf(round_: Round, cards: Iterable[PrintedCard]) -> bytes:
    """Return the cards as PDF; the codes are stored nowhere else."""
    login = f"{settings.SITE_URL}{reverse('account_login')}"
    context = {
        "cards": list(cards),
        "round": round_,
        "address": login,
        "qr": segno.make(login, micro=False).svg_inline(border=1, omitsize=True),
    }
    return render_sheet("secretariat/documents/card_sheet.html", context)
