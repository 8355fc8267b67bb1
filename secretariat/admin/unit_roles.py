"""Admin of roles in units."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from approvals import services as approvals
from officials import selectors, services
from officials.models import UnitRole, User
from rounds.accounts import accounts_to_list
from secretariat.admin_base import SecretaryAdmin, account_of, choose_the_only_one
from secretariat.asked import WAITS
from secretariat.listing.list_filters import UnitFilter
from secretariat.people_field import PersonField, limit_choices


def _terms(role: UnitRole) -> dict[str, Any]:
    """Return a role as plain values, which wait for a second person."""
    days = {name: getattr(role, name) for name in ("starts_on", "ends_on")}
    terms = {name: day.isoformat() for name, day in days.items() if day}
    deputy = {"deputy_for": role.deputy_for_id} if role.deputy_for_id else {}
    return {"unit": role.unit_id, "role": role.role, **terms, **deputy}


class RoleForm(forms.ModelForm):  # type: ignore[type-arg]
    user = PersonField(queryset=User.objects.none(), label=_("account"))
    deputy_for = PersonField(queryset=User.objects.none(), required=False, label=_("deputy for"))
    actor: ClassVar[User]  # the secretary that gives the role

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("unit") and cleaned.get("role"):
            services.refuse_role(unit=cleaned["unit"], role=cleaned["role"], actor=self.actor)
        return cleaned

    class Meta:
        model = UnitRole
        fields = ("user", "unit", "role", "starts_on", "ends_on", "deputy_for")
        help_texts = {
            "ends_on": _("The last day. Empty: until the role is taken; a deputy needs a last day."),
            "role": _(
                "Leadership and auditor are given by the secretariat of the superior unit, in a topmost unit by "
                "the keeper of the system. The person is told by mail."
            ),
        }


@admin.register(UnitRole)
class UnitRoleAdmin(SecretaryAdmin):
    purpose = _("Secretaries, leaders and auditors of a unit.")
    form = RoleForm
    list_display = ("user", "unit", "role", "starts_on", "ends_on", "deputy_for")
    list_filter = ("role", UnitFilter)
    search_fields = ("user__search_key", "unit__search_key")
    choices_from = {"unit": selectors.units_for_secretary}

    def rows(self, user: User) -> QuerySet[UnitRole]:
        return selectors.roles_for_secretary(user=user)

    def write(self, request: HttpRequest, obj: UnitRole) -> None:
        """Give the role, or ask a second person to; then the row has no key yet."""
        actor, values = account_of(request), _terms(obj)
        asked = approvals.take(act="role.give", rows=[obj.user], actor=actor, values=values)
        if not asked.is_waiting:
            obj.pk = selectors.role_like(obj).pk

    def response_add(self, request: HttpRequest, obj: UnitRole, post_url_continue: Any = None) -> Any:
        if obj.pk:
            return super().response_add(request, obj, post_url_continue)
        messages.success(request, WAITS)
        return HttpResponseRedirect(reverse("admin:officials_unitrole_changelist"))

    def delete_model(self, request: HttpRequest, obj: UnitRole) -> None:
        services.revoke_role(role=obj, actor=account_of(request))

    def has_delete_permission(self, request: HttpRequest, obj: UnitRole | None = None) -> bool:
        user = account_of(request)
        if obj is None or user.is_superuser or not self.may_manage(request, obj):
            return self.may_manage(request, obj)
        return obj.unit_id in selectors.units_to_give(user=user, role=obj.role)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # removed and given again instead of changed, so that no permission remains by mistake

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        for name in ("user", "deputy_for"):
            limit_choices(form, name, accounts_to_list(user=account_of(request)))
        choose_the_only_one(form, "unit")
        form.actor = account_of(request)
        return form
