"""Admin of accounts: the person and the ways to log in; permissions come from roles."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from officials import services as officials_services
from officials.models import User
from officials.selectors import units_for_secretary
from rounds.accounts import accounts_to_change, accounts_to_list, stands_in_live_round
from rounds.services.account_changes import change_account
from secretariat.admin_base import SecretaryAdmin, account_of

LOGIN = ("username", "email", "is_active")
OTHER_UNITS = _(
    "This person also belongs to other units, so only the keeper of the system changes the account."
)
LIVE_ROUND = _(
    "This person votes or counts in a round that is frozen or open. Until the votes are counted, "
    "the secretariat cannot change how the person logs in."
)


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    new_password = forms.CharField(
        label=_("new password"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "Leave empty when the person logs in with a code sent by mail. A password set here is known to you "
            "too: the person is told by mail and should choose another. It cannot be set while the person votes "
            "or counts in a round that is frozen and not yet counted."
        ),
    )

    class Meta:
        model = User
        fields = ("full_name", "staff_code", "unit", "username", "email", "is_active")
        labels = {"email": _("e-mail address"), "username": _("user name"), "is_active": _("may log in")}
        help_texts = {
            "username": _("Letters, digits and @ . + - _ only; for logging in without an e-mail address."),
            "email": _("Codes for logging in are sent here."),
            "is_active": _("Clear this to block the account; it is never deleted."),
        }

    def clean_full_name(self) -> str:
        name = " ".join(str(self.cleaned_data["full_name"]).split())
        if not name:
            raise ValidationError(_("Enter the full name."))
        return name

    def clean_new_password(self) -> str:
        password = str(self.cleaned_data.get("new_password") or "")
        if password:
            password_validation.validate_password(password, self.instance)
        return password


@admin.register(User)
class AccountAdmin(SecretaryAdmin):
    purpose = _("People who log in: voters, counting teams, leaders.")
    form = AccountForm
    list_display = ("full_name", "login", "email", "unit", "standing")
    choices_from = {"unit": units_for_secretary}
    list_filter = ("is_active",)
    search_fields = ("search_key",)

    def rows(self, user: User) -> QuerySet[User]:
        return accounts_to_list(user=user).select_related("unit")

    @admin.display(description=_("user name"), ordering="username")
    def login(self, account: User) -> str:
        return format_html("<code>{}</code>", account.username)

    @admin.display(description=_("logging in"), ordering="is_active")
    def standing(self, account: User) -> str:
        return gettext("allowed") if account.is_active else gettext("blocked")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is None or not self.may_manage(request, obj):
            return self.may_manage(request, obj)
        mine = accounts_to_change(user=account_of(request)).filter(pk=obj.pk)
        return self.once(request, f"changes {obj.pk}", mine.exists)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # an account that took part is blocked, not deleted

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        if self._why_fixed(request, obj):
            return (*LOGIN, "unit")
        user = account_of(request)
        own = ("is_active",) if obj is not None and obj.pk == user.pk else ()
        return own if obj is None or user.is_superuser else ("unit", *own)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        why = self._why_fixed(request, obj)
        fields = LOGIN if why else (*LOGIN, "new_password")
        return [
            (None, {"fields": ("full_name", "staff_code", "unit")}),
            (_("Logging in"), {"fields": fields, "description": why}),
        ]

    def _why_fixed(self, request: HttpRequest, account: User | None) -> Any:
        """Return the reason why the person's way to log in cannot be changed here, or ""."""
        if account is None or account_of(request).is_superuser:
            return ""
        if not self.has_change_permission(request, account):
            return OTHER_UNITS
        is_live = self.once(request, f"live {account.pk}", lambda: stands_in_live_round(account=account))
        return LIVE_ROUND if is_live else ""

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        # The field is declared, so a crafted request can fill it even if the page leaves it out.
        fixed = self._why_fixed(request, obj if change else None)
        password = "" if fixed else form.cleaned_data.get("new_password", "")
        if change:
            change_account(account=obj, actor=account_of(request), new_password=password)
            return
        obj.unit = obj.unit or units_for_secretary(user=account_of(request)).order_by("parent", "pk").first()
        officials_services.save_account(account=obj, new_password=password)
