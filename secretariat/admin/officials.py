"""Admin of units, officials and roles."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from approvals import services as approvals
from officials import selectors, services
from officials.models import Official, Post, Unit, UnitRole, User
from results.services import granting
from rounds.accounts import accounts_to_list
from secretariat.admin_base import (
    CONSTRAINT_SENTENCES,
    PartInline,
    SecretaryAdmin,
    account_of,
    choose_the_only_one,
)
from secretariat.asked import WAITS
from secretariat.letterhead import letterheads
from secretariat.people_field import PersonField, limit_choices

UNIT_FIELDS = (
    *("name", "parent", "superior_on_letterhead", "authority"),
    *("document_code", "drafting_code", "place"),
)


class UnitForm(forms.ModelForm):  # type: ignore[type-arg]
    """Form that refuses a unit below itself, before the database does."""

    class Meta:
        model = Unit
        fields = UNIT_FIELDS
        help_texts = {
            "name": _("In full, as documents print it."),
            "parent": _("Enter the superior first. Only the topmost unit has none."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and "parent" in cleaned:
            candidate = Unit(pk=self.instance.pk, parent=cleaned["parent"])
            services.refuse_cycle(candidate)
        return cleaned


@admin.register(Unit)
class UnitAdmin(SecretaryAdmin):
    purpose = _("Units, their superiors and managing authorities.")
    form = UnitForm
    change_form_template = "admin/officials/unit/change_form.html"
    fields = UNIT_FIELDS
    list_display = ("name", "parent", "authority", "place")
    search_fields = ("search_key",)

    def rows(self, user: User) -> QuerySet[Unit]:
        return selectors.units_for_secretary(user=user)

    def write(self, request: HttpRequest, obj: Unit) -> None:
        granting.save_unit(unit=obj, actor=account_of(request))

    def delete_model(self, request: HttpRequest, obj: Unit) -> None:
        services.remove(row=obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "parent" and not account_of(request).is_superuser:
            field.queryset = selectors.units_for_secretary(user=account_of(request))
            field.required = True  # a unit without a superior would belong to no secretary
        return field

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Add the letterhead that the page shows beside the form."""
        context["letterheads"] = letterheads(kwargs.get("obj"))
        return super().render_change_form(request, context, *args, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Unit | None = None) -> tuple[str, ...]:
        """Make the superior of a secretary's own topmost unit read-only."""
        if obj is None or account_of(request).is_superuser:
            return ()
        mine = selectors.units_for_secretary(user=account_of(request))
        return () if obj.parent_id is not None and mine.filter(pk=obj.parent_id).exists() else ("parent",)


class PostForm(forms.ModelForm):  # type: ignore[type-arg]
    """Form that offers all units for a new post only; a list of them in each row would fill the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "unit" in self.fields:
            self.fields["unit"].widget.choices = [(self.instance.unit_id, str(self.instance.unit))]


class PostInline(PartInline):
    model = Post
    form = PostForm
    new_row = _("Another post")
    take_out = _("Delete this post (entered by mistake)")
    why = _(
        "When an official leaves a post, enter the day on which it ended; earlier rounds still need the post."
    )
    fields = ("unit", "title", "kind", "appointed_on", "elected_on", "retirement_notice_on", "ended_on")
    choices_from = {"unit": selectors.units_for_secretary}

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        choose_the_only_one(formset.form, "unit")
        return formset

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        units = selectors.units_for_secretary(user=account_of(request))
        return super().get_queryset(request).filter(unit__in=units).select_related("unit")


class OfficialForm(forms.ModelForm):  # type: ignore[type-arg]
    user = PersonField(queryset=User.objects.none(), required=False, label=_("account (if there is one)"))

    class Meta:
        model = Official
        fields = ("full_name", "staff_code", "birth_date", "user")
        help_texts = {"user": _("Lets the official read the published result about themselves.")}

    def clean(self) -> dict[str, Any]:
        """Choose the account with the code that was just entered, and refuse one with another code."""
        cleaned = super().clean() or self.cleaned_data
        code, account = cleaned.get("staff_code"), cleaned.get("user")
        if code and account is None and "staff_code" in self.changed_data:
            field: Any = self.fields.get("user")
            free = field.queryset.filter(staff_code=code, official=None) if field else User.objects.none()
            cleaned["user"] = free.first()
        elif code and account and account.staff_code not in ("", code):
            self.add_error("staff_code", str(CONSTRAINT_SENTENCES["staff_code_of_one_person"]))
        return cleaned


@admin.register(Official)
class OfficialAdmin(SecretaryAdmin):
    purpose = _("Officials who may be voted on, with posts and their dates.")
    form = OfficialForm
    list_display = ("full_name", "staff_code", "posts_held", "birth_date")
    search_fields = selectors.WHERE_OFFICIALS_ARE_FOUND
    inlines = (PostInline,)
    choices_from = {"user": accounts_to_list}

    def rows(self, user: User) -> QuerySet[Official]:
        return selectors.officials_for_secretary(user=user).prefetch_related("posts__unit")

    @admin.display(description=_("posts"))
    def posts_held(self, official: Official) -> str:
        return "; ".join(str(post) for post in official.posts.all() if not post.ended_on)

    def write(self, request: HttpRequest, obj: Official) -> None:
        granting.save_official(official=obj, actor=account_of(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Official | None = None) -> tuple[str, ...]:
        """Names are read-only for officials with posts in other units."""
        shared = obj and selectors.holds_posts_elsewhere(user=account_of(request), official=obj)
        return ("full_name", "staff_code", "birth_date", "user") if shared else ()

    def has_delete_permission(self, request: HttpRequest, obj: Official | None = None) -> bool:
        shared = obj and selectors.holds_posts_elsewhere(user=account_of(request), official=obj)
        return not shared and super().has_delete_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: Official) -> None:
        services.remove(row=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for post in formset.save(commit=False):
            services.save(row=post)
        for post in formset.deleted_objects:
            services.remove(row=post)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        limit_choices(form, "user", accounts_to_list(user=account_of(request)))
        choose_the_only_one(form, "unit")
        return form


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
    list_display = ("user", "unit", "role")
    list_filter = ("role",)
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
        form.actor = account_of(request)  # type: ignore[attr-defined]
        return form
