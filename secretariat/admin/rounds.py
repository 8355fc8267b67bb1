"""Admin of rounds, part by part, up to freezing."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.selectors import waiting_about
from common.team_words import speak_of
from officials.models import User
from rounds import matters, selectors, states
from rounds.frozen import frozen_configuration, is_frozen, team_label
from rounds.locks import lock_round
from rounds.models import CommitteeMember, Line, Round
from rounds.services import ballot_lines, configuring
from rounds.states import Part
from rounds.team import members_of
from secretariat.admin import roll_groups, round_announcing, round_freezing
from secretariat.admin.inlines import CommitteeInline, LineFormSet, LineInline, MemberFormSet
from secretariat.admin.many_rounds import ManyRounds
from secretariat.admin.round_form import ACTS, PAGES, RoundForm, moved_by_postponing, postpone_hint
from secretariat.admin.round_page import page_of, step_url, to_round, what_was_saved
from secretariat.admin_base import SecretaryAdmin, account_of, choose_the_only_one
from secretariat.finding_rounds import rounds_found
from secretariat.listing.list_filters import CampaignFilter, UnitFilter
from secretariat.reasons import reason_given
from secretariat.stale.parts import InlineRows

SEALED_NAMES = {
    "campaign": "frozen_campaign",
    "unit": "frozen_unit",
    "rule_set": "frozen_rule_set",
    "threshold": "frozen_threshold",
}


@admin.register(Round)
class RoundAdmin(ManyRounds, SecretaryAdmin):  # type: ignore[misc]
    purpose = gettext_lazy("One meeting of one unit: officials voted on, voters, counting team.")
    form = RoundForm
    change_form_template = "admin/rounds/round/change_form.html"
    list_display = ("title", "unit", "opens_at", "state_badge", "voters")
    list_filter = ("state", CampaignFilter, UnitFilter)
    radio_fields: ClassVar[Mapping[str, Literal[1, 2]]] = dict.fromkeys(
        ("scope", "document_form", "marking"), admin.VERTICAL
    )
    search_fields = ("search_key", "unit__search_key", "campaign__search_key")
    choices_from = {
        "unit": selectors.units_to_meet,
        "campaign": selectors.campaigns_to_join,
        "rule_set": selectors.rule_sets_to_choose,
    }
    hold = staticmethod(lock_round)
    also_told = ("state",)
    parts: ClassVar[Mapping[Any, InlineRows]] = {
        Line: InlineRows("official", order="position", also=("dossier",), through="linepost_set"),
        CommitteeMember: InlineRows("user"),
    }
    fieldsets = (
        (
            gettext_lazy("Meeting"),
            {
                "fields": (
                    "title",
                    "campaign",
                    "unit",
                    "rule_set",
                    "place",
                    "meets_at",
                    "opens_at",
                    "opens_by_itself",
                    "closes_at",
                )
            },
        ),
        (
            gettext_lazy("Chair and signer of the report"),
            {"fields": ("chair_name", "chair_title", "signing_authority")},
        ),
        (
            gettext_lazy("Documents and publication"),
            {"fields": ("scope", "document_form", "marking", "secret_item", "secret_decided_by")},
        ),
        (
            gettext_lazy("Opening the box"),
            {"fields": ("threshold", "min_ballots", "grace_seconds")},
        ),
    )

    def rows(self, user: User) -> QuerySet[Round]:
        rounds = selectors.rounds_for_secretary(user=user).defer("config", "manifest")
        return rounds.annotate(roll_size=selectors.roll_size())

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Round], search_term: str
    ) -> tuple[QuerySet[Round], bool]:
        """Search by words, and by the day of the meeting."""
        return rounds_found(queryset, search_term.replace("\0", ""), *self.search_fields), False

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_badge(self, round_: Round) -> str:
        badge = '<span class="badge" data-state="{}">{}</span>'
        return format_html(badge, round_.state, capfirst(round_.get_state_display()))

    @admin.display(description=gettext_lazy("voters"))
    def voters(self, round_: Round) -> int:
        return int(getattr(round_, "roll_size", 0))

    def has_change_permission(self, request: HttpRequest, obj: Round | None = None) -> bool:
        is_editable = obj is None or obj.is_editable
        return is_editable and self.may_manage(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Round | None = None) -> bool:
        may_go = obj is None or obj.may_be_deleted
        return may_go and self.has_change_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Round | None = None) -> Any:
        """Show only the fields of the meeting for a new round, and the frozen names for a frozen one."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets[:1]
        if moved_by_postponing(obj):
            (title, meeting), *others = fieldsets
            return [(title, {**meeting, "description": postpone_hint(obj)}), *others]
        if not is_frozen(obj):
            return fieldsets
        return [
            (title, {**options, "fields": [SEALED_NAMES.get(str(name), name) for name in options["fields"]]})
            for title, options in fieldsets
        ]

    @admin.display(description=gettext_lazy("campaign"))
    def frozen_campaign(self, round_: Round) -> str:
        return frozen_configuration(round_).campaign

    @admin.display(description=gettext_lazy("unit"))
    def frozen_unit(self, round_: Round) -> str:
        return frozen_configuration(round_).unit

    @admin.display(description=gettext_lazy("rule set"))
    def frozen_rule_set(self, round_: Round) -> str:
        return str((round_.rule_set_copy or {})["name"])

    @admin.display(description=gettext_lazy("members needed to open the box"))
    def frozen_threshold(self, round_: Round) -> int:
        return frozen_configuration(round_).threshold

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        choose_the_only_one(form, "unit", "campaign")
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        rules = selectors.rules_to_start_with(user=account_of(request))
        return {"rule_set": rules, **super().get_changeform_initial_data(request)}

    def get_readonly_fields(self, request: HttpRequest, obj: Round | None = None) -> tuple[str, ...]:
        return moved_by_postponing(obj) if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Round | None = None) -> list[Any]:
        if obj is None or not obj.is_editable:
            return []
        return [LineInline, CommitteeInline]

    def why_closed(self, obj: Round) -> tuple[str, str]:
        """Say that a frozen round stays as it is, and what is done if something is wrong."""
        if obj.is_void:
            return "", ""
        return _(
            "Nothing on this page can be changed any more, so that everybody votes and counts on the same terms. If "
            "something is wrong, cancel the round on the desk with the reason and hold a new one."
        ), ""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        # The page of the new round follows.
        context.update(show_save_and_add_another=False, save_label=_("Create the round and continue"))
        if obj := kwargs.get("obj"):
            speak_of(team_label(obj))
            context.update(page_of(obj), saved=what_was_saved(request), asked=waiting_about(obj))
        return super().render_change_form(request, context, *args, **kwargs)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the round; what several parts of its page ask of it is read once."""
        found = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "GET":
            selectors.shown_to(account_of(request), found)
        return found

    def acts_hidden(self, request: HttpRequest, obj: Round) -> tuple[str, ...]:
        return matters.acts_hidden(user=account_of(request), round_=obj)

    # --- writing through services ---

    def write(self, request: HttpRequest, obj: Round) -> None:
        configuring.save_round(round_=obj, reason=reason_given(request))

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """Preset the first member of an empty team as its head."""
        found: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, CommitteeInline) and obj and obj.pk and not members_of(obj):
            found["initial"] = [{"role": CommitteeMember.Role.HEAD}]
        return found

    def delete_model(self, request: HttpRequest, obj: Round) -> None:
        configuring.remove_draft(round_id=obj.pk)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.save(commit=False)  # sets what is new, changed and deleted
        if isinstance(formset, LineFormSet):
            self._save_lines(formset, reason_given(request))
        elif isinstance(formset, MemberFormSet) and formset.has_changed():
            configuring.set_committee(round_id=formset.instance.pk, members=formset.team())

    def _save_lines(self, formset: LineFormSet, reason: str) -> None:
        changed = [form for form in formset.forms if form.has_changed()]
        lines = [
            (form.instance, form.posts)  # type: ignore[attr-defined]
            for form in changed
            if form.instance not in formset.deleted_objects
        ]
        ballot_lines.save_lines(
            round_id=formset.instance.pk, removed=formset.deleted_objects, lines=lines, reason=reason
        )

    # --- redirects ---

    def response_add(self, request: HttpRequest, obj: Round, post_url_continue: Any = None) -> HttpResponse:
        messages.success(request, _("The round is made. Go through the six steps."))
        return to_round(obj)

    def response_change(self, request: HttpRequest, obj: Round) -> HttpResponse:
        """Save the page before any button leaves it, so that no input is lost."""
        for button, carry_out in ACTS.items():
            if button in request.POST:
                return HttpResponseRedirect(carry_out(obj.pk, reason_given(request)))
        for button, page in PAGES.items():
            if button in request.POST:
                return HttpResponseRedirect(reverse(page, args=[obj.pk]))
        if "_roll" in request.POST:
            return HttpResponseRedirect(f"{reverse('secretariat:list_kind', args=['rolls'])}?target={obj.pk}")
        if "_person" in request.POST:
            return HttpResponseRedirect(f"{reverse('admin:rounds_elector_add')}?round={obj.pk}")
        return HttpResponseRedirect(step_url(obj.pk, request.POST.get("_save", "general")))

    # --- additional pages ---

    def get_urls(self) -> list[URLPattern]:
        def page(address: str, view: Any, name: str) -> URLPattern:
            found: URLPattern = path(address, self.admin_site.admin_view(view), name=name)
            return found

        return [
            page("<uuid:pk>/announce/", self.announce_view, "rounds_round_announce"),
            page("<uuid:pk>/freeze/", self.freeze_view, "rounds_round_freeze"),
            page("<uuid:pk>/groups/", self.groups_view, "rounds_round_groups"),
            *super().get_urls(),
        ]

    def announce_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Announce the meeting, or ask a second person to."""
        round_ = self._mine_or_refused(request, pk)
        return round_announcing.page(request, round_, self._context_of(request, round_))

    def freeze_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Freeze the round, or ask a second person to."""
        round_ = self._mine_or_refused(request, pk)
        return round_freezing.page(request, round_, self._context_of(request, round_))

    def groups_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Take the roll from groups: choose, look, then add."""
        round_ = self._mine_or_refused(request, pk)
        if round_.state not in states.changing(Part.ROLL):
            messages.error(request, _("The round is frozen; its configuration can no longer be changed."))
            return to_round(round_, "electors")
        return roll_groups.page(request, round_, self._context_of(request, round_))

    def _context_of(self, request: HttpRequest, round_: Round) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "original": round_, "opts": self.opts}

    def _mine_or_refused(self, request: HttpRequest, pk: UUID) -> Round:
        user = account_of(request)
        try:
            found = selectors.round_for_secretary(user=user, pk=pk)
        except Round.DoesNotExist:
            raise PermissionDenied from None
        if request.method == "GET":
            selectors.shown_to(user, found)
        return found
