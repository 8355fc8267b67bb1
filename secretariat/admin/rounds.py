"""Admin of rounds, part by part, up to freezing."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal
from uuid import UUID

from django import forms
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
from rounds import selectors, states
from rounds.frozen import frozen_configuration, is_frozen, team_label
from rounds.models import CommitteeMember, Round
from rounds.services import configuring
from rounds.states import Part
from secretariat.admin import roll_upload, round_freezing
from secretariat.admin.inlines import CommitteeInline, LineFormSet, LineInline, MemberFormSet
from secretariat.admin.round_page import page_of, step_url, to_round, what_was_saved
from secretariat.admin_base import SecretaryAdmin, account_of, choose_the_only_one

SEALED_NAMES = {
    "campaign": "frozen_campaign",
    "unit": "frozen_unit",
    "rule_set": "frozen_rule_set",
    "threshold": "frozen_threshold",
}


class RoundForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Round
        fields = ("title",)  # the fieldsets below list all fields
        help_texts = {
            "title": gettext_lazy("As the minutes and the ballot print it."),
            "signing_authority": gettext_lazy(
                "Above the post of the signer of the report, such as T/M ĐẢNG ỦY or KT. CỤC TRƯỞNG; one line each."
            ),
            "meets_at": gettext_lazy("As the documents print it; the vote opens later in the meeting."),
            "opens_at": gettext_lazy("The planned time; the secretary opens the vote on the desk."),
            "opens_by_itself": gettext_lazy(
                "At the planned time, once nothing is missing, a countdown of 60 seconds runs on the desk, where "
                "it can be stopped; then the vote opens."
            ),
            "closes_at": gettext_lazy("No ballot is issued after this time."),
            "secret_item": gettext_lazy(
                "Only with the mark secret: the list and its item, such as 'Quyết định số …, khoản … Điều …'."
            ),
            "secret_decided_by": gettext_lazy("Only with the mark secret: name and post."),
            "min_ballots": gettext_lazy("With fewer, the totals could reveal how individuals voted."),
            "grace_seconds": gettext_lazy("How long a ballot that was issued in time may still be cast."),
        }

    def clean(self) -> dict[str, Any]:
        """Ask for the ground of the mark secret at the fields that lack it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("marking") == Round.Marking.SECRET:
            for name in ("secret_item", "secret_decided_by"):
                if name in self.fields and not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("The mark secret needs this; nothing else may be classified."))
        return cleaned


@admin.register(Round)
class RoundAdmin(SecretaryAdmin):
    purpose = gettext_lazy("One meeting of one unit: officials voted on, voters, counting team.")
    form = RoundForm
    change_form_template = "admin/rounds/round/change_form.html"
    list_display = ("title", "unit", "opens_at", "state_badge", "voters")
    list_filter = ("state",)
    radio_fields: ClassVar[Mapping[str, Literal[1, 2]]] = dict.fromkeys(
        ("scope", "document_form", "marking"), admin.VERTICAL
    )
    search_fields = ("search_key", "unit__search_key", "campaign__search_key")
    choices_from = {
        "unit": selectors.units_to_meet,
        "campaign": selectors.campaigns_to_join,
        "rule_set": selectors.rule_sets_to_choose,
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

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_badge(self, round_: Round) -> str:
        badge = '<span class="badge" data-state="{}">{}</span>'
        return format_html(badge, round_.state, capfirst(round_.get_state_display()))

    @admin.display(description=gettext_lazy("voters"))
    def voters(self, round_: Round) -> int:
        return int(getattr(round_, "roll_size", 0))

    def has_change_permission(self, request: HttpRequest, obj: Round | None = None) -> bool:
        is_draft = obj is None or obj.is_draft
        return is_draft and self.may_manage(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Round | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Round | None = None) -> Any:
        """Show only the fields of the meeting for a new round, and the frozen names for a frozen one."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None:
            return fieldsets[:1]
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

    def get_inlines(self, request: HttpRequest, obj: Round | None = None) -> list[Any]:
        if obj is None or not obj.is_draft:
            return []
        return [LineInline, CommitteeInline]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        # The page of the new round follows.
        context.update(show_save_and_add_another=False, save_label=_("Create the round and continue"))
        if obj := kwargs.get("obj"):
            speak_of(team_label(obj))
            context.update(page_of(obj), saved=what_was_saved(request), asked=waiting_about(obj))
        return super().render_change_form(request, context, *args, **kwargs)

    # --- writing through services ---

    def write(self, request: HttpRequest, obj: Round) -> None:
        configuring.save_round(round_=obj)

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """Preset the first member of an empty team as its head."""
        found: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, CommitteeInline) and obj and obj.pk and not selectors.team(obj).exists():
            found["initial"] = [{"role": CommitteeMember.Role.HEAD}]
        return found

    def delete_model(self, request: HttpRequest, obj: Round) -> None:
        configuring.remove_draft(round_id=obj.pk)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.save(commit=False)  # sets what is new, changed and deleted
        if isinstance(formset, LineFormSet):
            self._save_lines(formset)
        elif isinstance(formset, MemberFormSet) and formset.has_changed():
            configuring.set_committee(round_id=formset.instance.pk, members=formset.team())

    def _save_lines(self, formset: LineFormSet) -> None:
        for line in formset.deleted_objects:
            configuring.remove_part(part=line)
        for form in formset.forms:
            if form.has_changed() and form.instance not in formset.deleted_objects:
                form.instance.round = formset.instance
                configuring.save_line(line=form.instance, posts=form.posts)  # type: ignore[attr-defined]
        configuring.renumber_lines(round_id=formset.instance.pk)

    # --- redirects ---

    def response_add(self, request: HttpRequest, obj: Round, post_url_continue: Any = None) -> HttpResponse:
        messages.success(request, _("The round is made. Go through the six steps."))
        return to_round(obj)

    def response_change(self, request: HttpRequest, obj: Round) -> HttpResponse:
        """Save the page before any button leaves it, so that no input is lost."""
        if "_propose" in request.POST:
            lines, exempt = configuring.propose_lines(round_id=obj.pk)
            return HttpResponseRedirect(step_url(obj.pk, "lines", lines=lines, exempt=exempt))
        if "_roll" in request.POST:
            return HttpResponseRedirect(reverse("admin:rounds_round_roll", args=[obj.pk]))
        if "_person" in request.POST:
            return HttpResponseRedirect(f"{reverse('admin:rounds_elector_add')}?round={obj.pk}")
        if "_seal" in request.POST:
            return HttpResponseRedirect(reverse("admin:rounds_round_freeze", args=[obj.pk]))
        return HttpResponseRedirect(step_url(obj.pk, request.POST.get("_save", "general")))

    # --- additional pages ---

    def get_urls(self) -> list[URLPattern]:
        def page(address: str, view: Any, name: str) -> URLPattern:
            found: URLPattern = path(address, self.admin_site.admin_view(view), name=name)
            return found

        return [
            page("<uuid:pk>/freeze/", self.freeze_view, "rounds_round_freeze"),
            page("<uuid:pk>/roll/", self.roll_view, "rounds_round_roll"),
            page("roll-template.xlsx", roll_upload.template, "rounds_roll_template"),
            *super().get_urls(),
        ]

    def freeze_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Freeze the round, or ask a second person to."""
        round_ = self._mine_or_refused(request, pk)
        return round_freezing.page(request, round_, self._context_of(request, round_))

    def roll_view(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Import a roll from a file: preview, then confirm."""
        round_ = self._mine_or_refused(request, pk)
        if not states.may_change(round_.state, Part.ROLL):
            messages.error(request, _("The round is frozen; its configuration can no longer be changed."))
            return to_round(round_, "electors")
        return roll_upload.page(request, round_, self._context_of(request, round_))

    def _context_of(self, request: HttpRequest, round_: Round) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "original": round_, "opts": self.opts}

    def _mine_or_refused(self, request: HttpRequest, pk: UUID) -> Round:
        try:
            return selectors.round_for_secretary(user=account_of(request), pk=pk)
        except Round.DoesNotExist:
            raise PermissionDenied from None
