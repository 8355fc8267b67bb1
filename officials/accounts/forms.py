"""Forms of allauth with labels instead of placeholders, which vanish while typing."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as second
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from officials.accounts import first_login, limits
from officials.accounts.selectors import account_by_email
from officials.models import User

NEW_TWICE = {"password1": _("New password"), "password2": _("New password, once more")}
CODE = {"code": _("Code")}


class Labelled:
    """Mixin: `labels` names the fields; the page itself links to the form for a forgotten password."""

    labels: ClassVar[Mapping[str, Promise]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            if name in ("password", "oldpassword"):
                field.help_text = ""


class LoginForm(Labelled, account.LoginForm):  # type: ignore[misc]
    labels: ClassVar = {"login": _("User name or e-mail address"), "password": _("Password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}


class RequestLoginCodeForm(Labelled, account.RequestLoginCodeForm):  # type: ignore[misc]
    labels: ClassVar = {"email": _("E-mail address")}

    def clean_email(self) -> str:
        """Find the account; limit the codes per minute and requesting address, so that others can still ask.

        allauth's own search takes more queries for a known address than for an unknown one.
        """
        email = str(self.cleaned_data["email"])
        asked = limits.pair(context.request, email)
        if not limits.count_attempt(context.request, "request_login_code_here", asked):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = account_by_email(email)
        return email


class ConfirmLoginCodeForm(Labelled, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    labels: ClassVar = {"code": _("Code from the e-mail")}


class ResetPasswordForm(Labelled, account.ResetPasswordForm):  # type: ignore[misc]
    labels: ClassVar = {"email": _("E-mail address")}

    def clean_email(self) -> str:
        """Find the account with one query, whether it exists or not."""
        email = str(self.cleaned_data["email"]).lower()
        found = account_by_email(email)
        self.users = [found] if found else []
        return email


class ResetPasswordKeyForm(Labelled, account.ResetPasswordKeyForm):  # type: ignore[misc]
    labels: ClassVar = NEW_TWICE


class ChangePasswordForm(Labelled, account.ChangePasswordForm):  # type: ignore[misc]
    labels: ClassVar = {"oldpassword": _("Current password"), **NEW_TWICE}


class SetPasswordForm(Labelled, account.SetPasswordForm):  # type: ignore[misc]
    labels: ClassVar = NEW_TWICE


class AddEmailForm(Labelled, account.AddEmailForm):  # type: ignore[misc]
    labels: ClassVar = {"email": _("New e-mail address")}


class ReauthenticateForm(Labelled, account.ReauthenticateForm):  # type: ignore[misc]
    labels: ClassVar = {"password": _("Your password")}


class SecondStepForm(Labelled, second.AuthenticateForm):  # type: ignore[misc]
    labels: ClassVar = CODE


class SecondStepAgainForm(Labelled, second.ReauthenticateForm):  # type: ignore[misc]
    labels: ClassVar = CODE


class ActivateAppForm(Labelled, totp.ActivateTOTPForm):  # type: ignore[misc]
    labels: ClassVar = CODE


class AddKeyForm(Labelled, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    labels: ClassVar = {"name": _("Name of the key")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A key that only completes a password would leave this person without a way to log in.
        self.fields["passwordless"].initial = context.request.session.get(first_login.MARK, False)


class RenameKeyForm(Labelled, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    labels: ClassVar = {"name": _("Name of the key")}


class LanguageForm(forms.ModelForm):  # type: ignore[type-arg]
    """The language in which the person is told things."""

    class Meta:
        model = User
        fields = ("language",)
        help_texts: ClassVar = {"language": _("Notices and mails to you are in this language.")}


class EndLoginsForm(forms.Form):
    """Choice of the login to end: its id, or "all"."""

    end = forms.CharField()

    def clean_end(self) -> UUID | None:
        value = self.cleaned_data["end"]
        if value == "all":
            return None
        try:
            return UUID(value)
        except ValueError:
            raise forms.ValidationError("") from None
