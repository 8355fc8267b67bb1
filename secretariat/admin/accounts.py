"""Admin of accounts: the person and the ways to log in; permissions come from roles."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from approvals import services as approvals
from approvals.selectors import needs_second, waiting_about
from officials import services as officials_services
from officials.models import User
from officials.selectors import units_for_secretary
from rounds.accounts import (
    accounts_for_pages,
    accounts_to_change,
    accounts_to_list,
    stands_in_live_round,
)
from rounds.services.account_changes import change_account
from secretariat.admin import account_login
from secretariat.admin_base import SecretaryAdmin, account_of
from secretariat.asked import WAITS
from secretariat.listing.list_filters import UnitFilter

LOGIN = ("username", "email", "is_active")
OTHER_UNITS = _(
    "This person also belongs to other units, so only the keeper of the system changes the account."
)
LIVE_ROUND = _(
    "This person votes or counts in a round that is frozen or open. Until the votes are counted, "
    "the secretariat cannot change how the person logs in."
)

NO_PASSWORD = _(
    "No password is entered here: the person chooses it. After saving, send the person a one-time link or "
    "print a login card."
)

LIVE_TWO = _(
    "This person votes or counts in a round that is frozen or open. A change of how the person logs in waits for "
    "another secretary, who confirms it on the own login."
)
LIVE_ALONE = _(
    "This person votes or counts in a round that is frozen or open. A change of how the person logs in is written "
    "into the log and the minutes as done by one person alone."
)


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("full_name", "staff_code", "unit", "language", "username", "email", "is_active")
        labels = {"email": _("e-mail address"), "username": _("user name"), "is_active": _("may log in")}
        help_texts = {
            "username": _("Letters, digits and @ . + - _ only; for logging in without an e-mail address."),
            "email": _("Codes for logging in are sent here."),
            "is_active": _("Clear this to block the account; it is never deleted."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "language" in self.fields:  # not where the account is only read
            self.fields["language"].required = False  # an account that is made without it is in Vietnamese

    def clean_full_name(self) -> str:
        name = " ".join(str(self.cleaned_data["full_name"]).split())
        if not name:
            raise ValidationError(_("Enter the full name."))
        return name


@admin.register(User)
class AccountAdmin(SecretaryAdmin):
    purpose = _("People who log in: voters, counting teams, leaders.")
    list_kind = "accounts"
    form = AccountForm
    list_display = ("full_name", "login", "staff_code", "email", "unit", "standing")
    choices_from = {"unit": units_for_secretary}
    list_filter = ("is_active", UnitFilter)
    bulk_fields = ("unit", "is_active")
    search_fields = ("search_key",)

    def rows(self, user: User) -> QuerySet[User]:
        return accounts_for_pages(user=user).select_related("unit")

    def one_row(self, user: User, pk: Any) -> QuerySet[User]:
        """Look for one person's ties, not for those of all people."""
        return accounts_to_list(user=user, only=[pk]).select_related("unit")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> User | None:
        try:
            pk = self.opts.pk.to_python(object_id)
        except ValidationError:
            return None
        return self.one_row(account_of(request), pk).first()

    @admin.display(description=_("user name"), ordering="username")
    def login(self, account: User) -> str:
        return format_html("<code>{}</code>", account.username)

    @admin.display(description=_("logging in"), ordering="is_active")
    def standing(self, account: User) -> str:
        return gettext("allowed") if account.is_active else gettext("blocked")

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is None or not self.may_manage(request, obj):
            return self.may_manage(request, obj)
        account, user = obj.pk, account_of(request)
        return self.once(
            request, f"changes {account}", lambda: accounts_to_change(user=user).filter(pk=account).exists()
        )

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
        if obj and not why and self._is_live(request, obj):
            why = LIVE_TWO if self._takes_two(request, obj) else LIVE_ALONE
        return [
            (None, {"fields": ("full_name", "staff_code", "unit", "language")}),
            (_("Logging in"), {"fields": LOGIN, "description": why or ("" if obj else NO_PASSWORD)}),
        ]

    def _why_fixed(self, request: HttpRequest, account: User | None) -> Any:
        """Return the reason why the person's way to log in cannot be changed here, or ""."""
        if account is None or account_of(request).is_superuser:
            return ""
        if not self.has_change_permission(request, account):
            return OTHER_UNITS
        return "" if not self._is_live(request, account) or self._takes_two(request, account) else LIVE_ROUND

    def _is_live(self, request: HttpRequest, account: User) -> bool:
        return self.once(request, f"live {account.pk}", lambda: stands_in_live_round(account=account))

    def _takes_two(self, request: HttpRequest, account: User) -> bool:
        user, units = account_of(request), [account.unit_id] if account.unit_id else []
        return self.once(request, f"two {account.pk}", lambda: needs_second(user=user, units=units))

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if change:
            self._change(request, obj, {*form.changed_data})
            return
        obj.unit = obj.unit or units_for_secretary(user=account_of(request)).order_by("parent", "pk").first()
        officials_services.save_account(account=obj)

    def write_one(self, request: HttpRequest, row: User, touched: set[str]) -> None:
        """Change an account among many; how a person logs in during a vote is changed on the own page only."""
        change_account(account=row, actor=account_of(request), fields=touched)

    def _change(self, request: HttpRequest, account: User, changed: set[str]) -> None:
        """Write the account; how a person logs in during a vote is changed by two, or by the keeper alone."""
        login = changed & {*LOGIN}
        if not (login and self._is_live(request, account)):
            change_account(account=account, actor=account_of(request), fields=changed)
            return
        values = {name: getattr(account, name) for name in sorted(login)}
        change_account(account=account, actor=account_of(request), fields=changed - login)
        asked = approvals.take(act="account.change", rows=[account], actor=account_of(request), values=values)
        request.waits = asked.is_waiting  # type: ignore[attr-defined]

    def response_change(self, request: HttpRequest, obj: User) -> HttpResponse:
        if not getattr(request, "waits", False):
            return super().response_change(request, obj)
        messages.success(request, WAITS)
        return HttpResponseRedirect(reverse("admin:officials_user_change", args=[obj.pk]))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        account = kwargs.get("obj")
        context["asked"] = waiting_about(account) if account else []
        context["is_no_official"] = bool(account) and not hasattr(account, "official")
        context["may_help_to_log_in"] = bool(account) and self.has_change_permission(request, account)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.login_view)
        return [path("<path:object_id>/login/", view, name="officials_user_login"), *super().get_urls()]

    def login_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Help one person to log in; an account that the user does not see is answered like an unknown one."""
        account = self.get_object(request, unquote(object_id))
        if account is None:
            return HttpResponseRedirect(reverse("admin:index"))
        if not self.has_change_permission(request, account):
            raise PermissionDenied
        context = {**self.admin_site.each_context(request), "original": account, "opts": self.opts}
        return account_login.page(request, account, context)
