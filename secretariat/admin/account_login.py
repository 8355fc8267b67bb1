"""The page on which a secretary helps one person to log in: a link by mail, or a login card.

Neither tells the secretary a password.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.answers import file_to_keep
from common.refusals import Refusal
from officials.accounts.identity import clean_digits
from officials.accounts.selectors import has_passkey, link_of
from officials.mail import leaves_machine
from officials.models import User
from rounds.login_cards import card_of
from rounds.services.account_changes import record_identity, send_link
from rounds.services.card_printing import give_card
from secretariat.admin_base import account_of
from secretariat.asked import WAITS
from secretariat.card_sheet import FILE, cards_as_pdf
from secretariat.late_cards import cards_or_request, second_person


class CardForm(forms.Form):
    """The fact that the card does not print; needed only while none is recorded."""

    digits = forms.CharField(
        label=gettext_lazy("Last six digits of the identity number"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, data: Any, *, account: User) -> None:
        super().__init__(data)
        field = self.fields["digits"]
        field.required = not account.identity_hash
        field.help_text = gettext_lazy(
            "The login with the card asks for them. Nobody can read them here afterwards."
        )
        if account.identity_hash:
            field.help_text = gettext_lazy(
                "Recorded already. Leave empty, or enter them again to correct them."
            )

    def clean_digits(self) -> str:
        text = str(self.cleaned_data["digits"])
        return clean_digits(text) if text else ""


def page(request: HttpRequest, account: User, context: dict[str, Any]) -> HttpResponse:
    """Show how the person can log in; POST `act` sends a link or answers with a card to print."""
    act = request.POST.get("act", "")
    form = CardForm(request.POST if act == "card" else None, account=account)
    try:
        if act == "link":
            send_link(account=account, actor=account_of(request))
            messages.success(request, _("The link was sent. It works once, for three days."))
            return HttpResponseRedirect(request.path)
        if act == "card" and form.is_valid():
            return _card(request, account, form.cleaned_data["digits"])
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(request.path)
    context |= {"title": _("Help to log in"), "form": form, **_standing(account)}
    context |= second_person(account, account_of(request), [account.pk])
    status = 400 if form.errors else 200
    return TemplateResponse(request, "admin/officials/user/login.html", context, status=status)


@transaction.atomic
def _card(request: HttpRequest, account: User, digits: str) -> HttpResponse:
    """Answer with the card, or say that a second person is asked first."""
    actor = account_of(request)
    if digits:
        record_identity(account=account, digits=digits, actor=actor)
    cards = cards_or_request(
        people=[account], actor=actor, give=lambda: [give_card(account=account, actor=actor)]
    )
    if cards is None:
        messages.success(request, WAITS)
        return HttpResponseRedirect(request.path)
    return file_to_keep(cards_as_pdf(account.unit, cards), FILE)


def _standing(account: User) -> dict[str, Any]:
    return {
        "account": account,
        "has_passkey": has_passkey(account),
        "link": link_of(account),
        "card": card_of(account),
        "can_be_mailed": bool(account.email) and leaves_machine(),
    }
