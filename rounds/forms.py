"""The form of the login with a card."""

from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rounds.login_cards import card_named, used_cards
from rounds.models import LoginCard

AS_PRINTED = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class CardLoginForm(forms.Form):
    """User name, code, and the fact that the card does not print; attempts are limited as those with passwords."""

    login = forms.CharField(
        label=_("User name"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    card = forms.CharField(
        label=_("Code on the card"), max_length=40, widget=forms.TextInput(attrs=AS_PRINTED)
    )
    fact = forms.CharField(
        label=_("Last six digits of your identity number"),
        max_length=20,
        help_text=_("The card does not print them, so a person who finds it cannot use it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, data: Any, *, request: HttpRequest) -> None:
        super().__init__(data)
        self.request = request
        self.user: AbstractBaseUser | None = None
        self.used: LoginCard | None = None

    def clean(self) -> dict[str, Any]:
        """Find the person in `user`, or the card in `used`; one sentence for everything that is wrong."""
        cleaned: dict[str, Any] = self.cleaned_data
        if len(cleaned) == len(self.fields):
            login, card, fact = cleaned["login"], cleaned["card"], cleaned["fact"]
            self.user = get_adapter().authenticate(self.request, username=login, card=card, fact=fact)
            if self.user is None:
                self.used = card_named(used_cards(), login=login, code=card, fact=fact)
            if self.user is None and self.used is None:
                raise forms.ValidationError(
                    gettext(
                        "User name, code and digits do not belong together, or the card is used up or too old. "
                        "After five wrong entries of the digits the card ends; ask the secretariat for a new one."
                    )
                )
        return cleaned
