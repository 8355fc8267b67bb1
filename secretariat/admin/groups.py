"""Admin of groups and of the people in them, from which rolls are proposed."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from officials import services
from officials.members import (
    groups_at,
    groups_for_secretary,
    groups_to_change,
    memberships_for_secretary,
)
from officials.models import Group, Membership, Official, User
from officials.selectors import keeps_rules, officials_for_secretary, units_for_secretary
from rounds.accounts import accounts_to_list
from secretariat.admin_base import SecretaryAdmin, account_of, choose_the_only_one
from secretariat.listing.list_filters import UnitFilter
from secretariat.official_field import OfficialField
from secretariat.people_field import PersonField, limit_choices


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Group
        fields = ("name", "kind", "unit", "rank")
        help_texts = {
            "unit": _("The group is used at this unit and at the units below it."),
            "kind": _(
                "Heads of subordinate units are found by themselves: whoever heads the leadership of a unit directly below."
            ),
        }


@admin.register(Group)
class GroupAdmin(SecretaryAdmin):
    purpose = _("Groups from which rolls are proposed: leadership, Party committee, heads of units.")
    form = GroupForm
    list_display = ("name", "kind", "unit_or_all", "rank")
    list_filter = (UnitFilter,)
    search_fields = ("name", "unit__search_key")
    choices_from = {"unit": units_for_secretary}

    def rows(self, user: User) -> QuerySet[Group]:
        return groups_for_secretary(user=user)

    @admin.display(description=_("unit"))
    def unit_or_all(self, group: Group) -> str:
        return str(group.unit) if group.unit else gettext("all units")

    def write(self, request: HttpRequest, obj: Group) -> None:
        services.save(row=obj)

    def delete_model(self, request: HttpRequest, obj: Group) -> None:
        services.remove(row=obj)

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        if obj is None or not self.may_manage(request, obj):
            return self.may_manage(request, obj)
        user = account_of(request)
        return self.once(
            request, f"group {obj.pk}", lambda: groups_to_change(user=user).filter(pk=obj.pk).exists()
        )

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "unit" in form.base_fields and not keeps_rules(account_of(request)):
            form.base_fields["unit"].required = True  # a group for all units is shared with other secretaries
        choose_the_only_one(form, "unit")
        return form


class MembershipForm(forms.ModelForm):  # type: ignore[type-arg]
    """Form of a member of a group: an official, or an account of somebody else."""

    official = OfficialField(queryset=Official.objects.none(), required=False, label=_("official"))
    account = PersonField(
        queryset=User.objects.none(), required=False, label=_("or another person with an account")
    )

    class Meta:
        model = Membership
        fields = ("group", "unit", "official", "account", "capacity", "starts_on", "ends_on")

    def clean(self) -> dict[str, Any]:
        """Take the official of a named account, and refuse a group that is not used at the unit."""
        cleaned = super().clean() or self.cleaned_data
        official, account = cleaned.get("official"), cleaned.get("account")
        if account and official is None and getattr(account, "official", None):
            cleaned["official"], cleaned["account"] = account.official, None
        if not (official or account) and not self.errors:
            self.add_error("official", _("Enter an official or an account."))
        group, unit = cleaned.get("group"), cleaned.get("unit")
        if group and unit and not groups_at(unit).filter(pk=group.pk).exists():
            raise ValidationError({"group": _("This group is not used at that unit.")})
        return cleaned


@admin.register(Membership)
class MembershipAdmin(SecretaryAdmin):
    purpose = _("People in groups beside those whose posts say so.")
    list_kind = "groups"
    form = MembershipForm
    list_display = ("person", "group", "unit", "starts_on", "ends_on")
    list_filter = ("group__kind", UnitFilter)
    bulk_fields = ("starts_on", "ends_on")
    search_fields = ("official__search_key", "account__search_key", "unit__search_key", "group__name")
    choices_from = {"unit": units_for_secretary, "group": groups_for_secretary}

    def rows(self, user: User) -> QuerySet[Membership]:
        return memberships_for_secretary(user=user)

    @admin.display(description=_("person"))
    def person(self, membership: Membership) -> str:
        return str(membership.official or membership.account)

    def write(self, request: HttpRequest, obj: Membership) -> None:
        services.save(row=obj)

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        services.remove(row=obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        user = account_of(request)
        limit_choices(form, "official", officials_for_secretary(user=user))
        limit_choices(form, "account", accounts_to_list(user=user))
        choose_the_only_one(form, "unit")
        return form
