"""Admin of campaigns and of rule sets."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.numbers import whole_number
from officials import selectors as officials_selectors
from officials.models import User
from rounds import plan_selectors, selectors
from rounds.models import Campaign, Plan, RuleSet, Threshold
from rounds.services import rules
from secretariat.admin_base import PartInline, SecretaryAdmin, account_of, choose_the_only_one
from secretariat.listing.list_filters import UnitFilter
from secretariat.stale.parts import InlineRows


class CampaignForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Campaign
        fields = ("name", "unit", "plan", "starts_on", "ends_on")
        help_texts = {
            "plan": _("Documents quote its number and day; voters and readers see its texts."),
            "starts_on": _("Within the campaign an official is voted on in at most two places."),
        }


def beginning_of(plan: Plan) -> dict[str, Any]:
    """Return the fields with which a campaign under a plan begins."""
    held = plan_selectors.inherited(plan_selectors.chain_of(plan))
    name = f"Đợt lấy phiếu tín nhiệm năm {held.starts_on.year}" if held.starts_on else ""
    return {"unit": plan.unit_id, "name": name, "starts_on": held.starts_on, "ends_on": held.ends_on}


@admin.register(Campaign)
class CampaignAdmin(SecretaryAdmin):
    form = CampaignForm
    purpose = _("A campaign with its plan; holds the rounds.")
    fields = ("name", "unit", "plan", "starts_on", "ends_on")
    list_display = ("name", "unit", "plan_number", "starts_on", "ends_on", "units_and_rounds")
    not_exported = ("units_and_rounds",)
    list_filter = (UnitFilter,)
    bulk_fields = ("plan", "starts_on", "ends_on")
    search_fields = ("search_key", "unit__search_key", "plan__search_key")
    choices_from = {
        "unit": officials_selectors.units_for_secretary,
        "plan": plan_selectors.plans_to_hold,
    }

    @admin.display(description=_("plan"), ordering="plan__number")
    def plan_number(self, campaign: Campaign) -> str:
        return str(campaign.plan.named or campaign.plan.subject) if campaign.plan else ""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        choose_the_only_one(form, "unit")
        return form

    @admin.display(description=_("units and rounds"))
    def units_and_rounds(self, campaign: Campaign) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse("secretariat:campaign", args=[campaign.pk]), gettext("Open")
        )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin a campaign under a plan, to which its page links, with unit, name and period of the plan."""
        initial = super().get_changeform_initial_data(request)
        asked = whole_number(str(initial.get("plan", "")))
        plans = plan_selectors.plans_to_hold(user=account_of(request))
        plan = plans.filter(pk=asked).first() if asked is not None else None
        return {**(beginning_of(plan) if plan else {}), **initial}

    def rows(self, user: User) -> QuerySet[Campaign]:
        return selectors.campaigns_for_secretary(user=user)

    def write(self, request: HttpRequest, obj: Campaign) -> None:
        rules.save_rules(row=obj)

    def response_post_save_add(self, request: HttpRequest, obj: Campaign) -> HttpResponseRedirect:
        """Lead to the rounds: they are created from the plan, or else from the page of the campaign."""
        page = "campaign_create" if obj.plan_id else "campaign"
        return HttpResponseRedirect(reverse(f"secretariat:{page}", args=[obj.pk]))

    def delete_model(self, request: HttpRequest, obj: Campaign) -> None:
        rules.remove_rules(row=obj)


class ThresholdInline(PartInline):
    model = Threshold
    new_row = _("Another threshold")
    take_out = _("Delete this threshold")
    fields = ("numerator", "denominator", "strict", "consequence")


@admin.register(RuleSet)
class RuleSetAdmin(SecretaryAdmin):
    """Rule sets: every secretary may read them, secretaries of a topmost unit may change them."""

    purpose = _("Regulations: thresholds, quorum, deadlines, labels.")
    list_display = ("name", "base", "committee_label")
    bulk_fields = (
        "committee_label",
        "dossier_due_days",
        "dossier_sent_days",
        "questions_due_days",
        "answers_due_days",
    )
    inlines = (ThresholdInline,)
    parts: ClassVar[Mapping[Any, InlineRows]] = {Threshold: InlineRows()}
    fieldsets = (
        (None, {"fields": ("name", "code", "note", "legal_basis", "committee_label")}),
        (_("Levels on the ballot"), {"fields": ("level_high", "level_confidence", "level_low")}),
        (
            _("Counting"),
            {"fields": ("base", "quorum_numerator", "quorum_denominator", "bad_line_voids_ballot")},
        ),
        (_("Who is voted on"), {"fields": ("max_places", "exempt_retiring", "exempt_new")}),
        (
            _("Deadlines before the meeting"),
            {"fields": ("dossier_due_days", "dossier_sent_days", "questions_due_days", "answers_due_days")},
        ),
    )

    def rows(self, user: User) -> QuerySet[RuleSet]:
        return selectors.rule_sets_to_choose()

    def may_change(self, request: HttpRequest) -> bool:
        """Return whether the user may change rule sets; cached per request."""
        if not hasattr(request, "keeps_rules"):
            keeps = officials_selectors.keeps_rules(account_of(request))
            request.keeps_rules = keeps  # type: ignore[attr-defined]
        return bool(request.keeps_rules)  # type: ignore[attr-defined]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may_change(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change(request)

    def write(self, request: HttpRequest, obj: RuleSet) -> None:
        rules.save_rules(row=obj)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for threshold in formset.save(commit=False):
            rules.save_rules(row=threshold)
        for threshold in formset.deleted_objects:
            rules.remove_rules(row=threshold)

    def delete_model(self, request: HttpRequest, obj: RuleSet) -> None:
        rules.remove_rules(row=obj)
