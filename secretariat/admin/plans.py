"""Admin of plans: the list and the form of the working copy; the page of a plan leads through its life."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from officials import selectors as officials_selectors
from officials.models import User
from rounds import plan_selectors, selectors
from rounds.models import GroupKind, Plan, PlanMeeting
from rounds.plan_content import TEXTS
from rounds.services import planning
from secretariat.admin_base import PartInline, SecretaryAdmin, account_of, choose_the_only_one
from secretariat.listing.list_filters import UnitFilter
from secretariat.stale.parts import InlineRows

BEGINNING = ("unit", "superior", "subject", "rule_set", "starts_on", "ends_on")


class PlanForm(forms.ModelForm):  # type: ignore[type-arg]
    """Form of a working copy; without a superior plan it needs rule set and period."""

    class Meta:
        model = Plan
        fields = BEGINNING
        help_texts = {
            "subject": _("As the document prints it below the word KẾ HOẠCH."),
            "rule_set": _("Empty under a superior plan: as there."),
            "starts_on": _("Empty under a superior plan: as there."),
            "signing_authority": _("Above the post of the signer, such as T/M ĐẢNG ỦY or KT. CỤC TRƯỞNG."),
            "purpose": _("Under a superior plan its text stands first; enter here only what this unit adds."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        superior = cleaned.get("superior")
        if "superior" in cleaned and superior is None:
            for name in ("rule_set", "starts_on", "ends_on"):
                if name in self.fields and not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, gettext("A plan without a superior one needs this."))
        unit = cleaned.get("unit")
        if superior and unit and superior.unit_id not in officials_selectors.units_above({unit.pk}):
            self.add_error("superior", gettext("The superior plan must be that of a unit above this one."))
        return cleaned


def _groups(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=GroupKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class MeetingForm(forms.ModelForm):  # type: ignore[type-arg]
    summoned = _groups(_("summoned"))
    voted_on = _groups(_("voted on"))

    class Meta:
        model = PlanMeeting
        fields = ("name", "summoned", "voted_on", "held_by", "planned_on")
        help_texts = {
            "planned_on": _("Empty: each unit chooses the day."),
            "held_by": _("Single units are left out on the page of the units."),
        }


class MeetingInline(PartInline):
    model = PlanMeeting
    form = MeetingForm
    extra = 0
    new_row = _("Another meeting")
    take_out = _("Take this meeting out of the plan")
    why = _("The rounds of all units are made from these rows.")
    fields = ("name", "summoned", "voted_on", "held_by", "planned_on")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Offer an empty row only where it is likely to be filled: in a plan that asks for no meeting yet."""
        return 0 if obj and plan_selectors.meetings_of(obj).exists() and "meeting" not in request.GET else 1


@admin.register(Plan)
class PlanAdmin(SecretaryAdmin):
    form = PlanForm
    purpose = _("Plans of the votes: purpose, principles, schedule, and the meetings that they ask for.")
    change_form_template = "admin/rounds/plan/change_form.html"
    list_display = ("subject", "unit", "number", "stage_badge", "starts_on", "ends_on")
    list_filter = ("stage", UnitFilter)
    search_fields = ("search_key", "unit__search_key")
    radio_fields: ClassVar[Mapping[str, Literal[1, 2]]] = {"document_form": admin.VERTICAL}
    choices_from = {
        "unit": officials_selectors.units_for_secretary,
        "superior": plan_selectors.superior_plans,
        "rule_set": selectors.rule_sets_to_choose,
    }
    inlines = (MeetingInline,)
    hold = staticmethod(planning.lock_plan)
    also_told = ("stage",)
    parts: ClassVar[Mapping[Any, InlineRows]] = {PlanMeeting: InlineRows(order="position")}
    fieldsets = (
        (None, {"fields": BEGINNING}),
        (
            _("The document"),
            {"fields": ("issuing_body", "signer", "signer_title", "signing_authority", "document_form")},
        ),
        (_("Texts"), {"fields": TEXTS}),
    )

    def rows(self, user: User) -> QuerySet[Plan]:
        return plan_selectors.plans_for_secretary(user=user)

    @admin.display(description=_("state"), ordering="stage")
    def stage_badge(self, plan: Plan) -> str:
        return format_html('<span class="badge">{}</span>', capfirst(plan.get_stage_display()))

    def get_fieldsets(self, request: HttpRequest, obj: Plan | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else fieldsets[:1]

    def get_inlines(self, request: HttpRequest, obj: Plan | None = None) -> list[Any]:
        return [MeetingInline] if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: Plan | None = None) -> tuple[str, ...]:
        """The unit and the superior plan stay once the plan is made: texts and numbers depend on them."""
        return ("unit", "superior") if obj else ()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        choose_the_only_one(form, "unit")
        for name in TEXTS:
            if name in form.base_fields:
                form.base_fields[name].widget.attrs["rows"] = 8
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        rules = selectors.rules_to_start_with(user=account_of(request))
        initial = super().get_changeform_initial_data(request)
        return initial if initial.get("superior") else {"rule_set": rules, **initial}

    def has_delete_permission(self, request: HttpRequest, obj: Plan | None = None) -> bool:
        return (obj is None or obj.is_new) and self.may_manage(request, obj)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Redirect to the page of the plan while its content does not change."""
        plan = self.get_object(request, object_id)
        if request.method != "POST" and plan is not None and not plan.may_be_edited:
            return HttpResponseRedirect(reverse("secretariat:plan", args=[plan.pk]))
        return super().change_view(request, object_id, *args, **kwargs)

    def takes_changes(self, request: HttpRequest, obj: Plan) -> bool:
        return obj.may_be_edited and super().takes_changes(request, obj)

    def why_closed(self, obj: Plan) -> tuple[str, str]:
        """Lead to the page of the plan, on which it is given back or amended."""
        why = gettext("A plan that waits for its approval can be given back; an approved plan is amended.")
        return why, reverse("secretariat:plan", args=[obj.pk])

    def write(self, request: HttpRequest, obj: Plan) -> None:
        planning.save_plan(plan=obj)

    def delete_model(self, request: HttpRequest, obj: Plan) -> None:
        planning.remove_plan(plan=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for meeting in formset.save(commit=False):
            planning.save_meeting(meeting=meeting)
        for meeting in formset.deleted_objects:
            planning.remove_meeting(meeting=meeting)

    def response_add(self, request: HttpRequest, obj: Plan, post_url_continue: Any = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:rounds_plan_change", args=[obj.pk]))

    def response_change(self, request: HttpRequest, obj: Plan) -> HttpResponse:
        if "_meeting" in request.POST:
            return HttpResponseRedirect(f"{request.path}?meeting=new")
        return HttpResponseRedirect(reverse("secretariat:plan", args=[obj.pk]))
