"""Admin of the roll of one round, person by person; files are imported as lists (`secretariat.views.list_imports`)."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from officials.models import User
from rounds import selectors, states
from rounds.accounts import accounts_to_list
from rounds.locks import lock_round_of_voter, lock_rounds
from rounds.models import Elector, Round
from rounds.roll import ROLL_ORDER
from rounds.services import configuring
from rounds.states import Part
from secretariat.admin.round_page import step_url
from secretariat.admin_base import SecretaryAdmin, account_of
from secretariat.people_field import PersonField, limit_choices
from secretariat.reasons import NAME, ReasonForm, reason_field, reason_given


class ElectorForm(forms.ModelForm):  # type: ignore[type-arg]
    user = PersonField(queryset=User.objects.none(), label=_("person"))
    reason = reason_field()

    class Meta:
        model = Elector
        fields = ("user", "capacity", "round")
        widgets = {"round": forms.HiddenInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["user"].kept = self.instance.user  # type: ignore[attr-defined]


def asks_reason(rounds: QuerySet[Round], named: Any) -> bool:
    """Return whether the roll of one of these rounds changes with a reason only."""
    try:
        found = rounds.filter(pk=named).first() if named else None
    except ValidationError:  # no UUID
        return False
    return found is not None and states.needs_reason(found.state, Part.ROLL)


def round_of(request: HttpRequest) -> str:
    """Return the id of the round that the request names, "" if it names none."""
    named = request.GET.get("round") or request.GET.get("round__id__exact") or ""
    try:
        return str(UUID(named)) if named else ""
    except ValueError:
        return ""


@admin.register(Elector)
class ElectorAdmin(SecretaryAdmin):
    form = ElectorForm
    list_display = ("person", "capacity", "email")
    search_fields = ("user__search_key", "name", "capacity")
    ordering = ROLL_ORDER
    asked_by_links = ["round__id__exact"]
    bulk_fields = ("capacity",)
    may_save_filters = False  # a filter would name one round
    hold = staticmethod(lock_round_of_voter)

    def rows(self, user: User) -> QuerySet[Elector]:
        return selectors.electors_for_secretary(user=user)

    @admin.display(description=_("full name"), ordering=ROLL_ORDER[0])
    def person(self, elector: Elector) -> str:
        return str(elector)

    @admin.display(description=_("e-mail address"))
    def email(self, elector: Elector) -> str:
        return elector.user.email

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False  # reached from the page of its round

    def has_change_permission(self, request: HttpRequest, obj: Elector | None = None) -> bool:
        is_open = obj is None or obj.round.state in states.changing(Part.ROLL)
        return is_open and self.may_manage(request, obj)

    def _holds(self, request: HttpRequest, obj: Any) -> bool:
        """Ask for the round, once for all people on its roll."""
        user, round_id = account_of(request), obj.round_id
        mine = selectors.rounds_for_secretary
        return self.once(request, f"round {round_id}", lambda: mine(user=user).filter(pk=round_id).exists())

    def closed_with(self, obj: Elector) -> Round:
        return obj.round

    def why_closed(self, obj: Elector) -> tuple[str, str]:
        return gettext("The round is frozen; its configuration can no longer be changed."), step_url(
            obj.round_id, ""
        )

    def has_delete_permission(self, request: HttpRequest, obj: Elector | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        mine = selectors.rounds_for_secretary(user=account_of(request))
        limit_choices(form, "user", accounts_to_list(user=account_of(request)))
        limit_choices(form, "round", mine.filter(state__in=states.changing(Part.ROLL)))
        if NAME not in self.get_fields(request, obj):
            form.base_fields.pop(NAME, None)
        return form

    def rows_to_change(self, user: User, keys: list[Any]) -> dict[Any, Any]:
        lock_rounds(set(self.rows(user).filter(pk__in=keys).values_list("round_id", flat=True)))
        return super().rows_to_change(user, keys)

    def is_narrowed(self, request: HttpRequest) -> bool:
        """The roll of one round is exported, never those of all rounds together."""
        return bool(round_of(request))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the roll of the named round; without one, redirect to the rounds."""
        named = round_of(request)
        mine = selectors.rounds_for_secretary(user=account_of(request))
        round_ = mine.filter(pk=named).first() if named else None
        if round_ is None:
            return HttpResponseRedirect(reverse("admin:rounds_round_changelist"))
        context = {
            "round": round_,
            "round_opts": Round._meta,  # noqa: SLF001 - documented by Django
            "has_add_permission": round_.state in states.changing(Part.ROLL),
            "add_here": f"{reverse('admin:rounds_elector_add')}?round={named}",
            "whole_list": f"{request.path}?round__id__exact={named}",
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Add links back to the round."""
        elector = kwargs.get("obj")
        named = elector.round_id if elector else round_of(request) or request.POST.get("round")
        context["table_url"] = step_url(named, "") if named else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mine = selectors.rounds_for_secretary(user=account_of(request))
        named = round_of(request)
        if request.method == "GET" and not (named and mine.filter(pk=named).exists()):
            raise PermissionDenied
        return super().add_view(request, *args, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Elector | None = None) -> Any:
        """Ask for the reason if people know of the round."""
        named = obj.round_id if obj else round_of(request) or request.POST.get("round")
        asks = asks_reason(selectors.rounds_for_secretary(user=account_of(request)), named)
        return ("user", "capacity", "round", *([NAME] if asks else []))

    def write(self, request: HttpRequest, obj: Elector) -> None:
        configuring.save_part(part=obj, reason=reason_given(request))

    def delete_model(self, request: HttpRequest, obj: Elector) -> None:
        configuring.remove_part(part=obj, reason=reason_given(request))

    def response_add(self, request: HttpRequest, obj: Elector, post_url_continue: Any = None) -> HttpResponse:
        if "_addanother" in request.POST:
            return HttpResponseRedirect(f"{reverse('admin:rounds_elector_add')}?round={obj.round_id}")
        return self._back(obj.round_id)

    def response_change(self, request: HttpRequest, obj: Elector) -> HttpResponse:
        return self._back(obj.round_id)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        elector = self.get_object(request, args[0] if args else kwargs["object_id"])
        if elector and states.needs_reason(elector.round.state, Part.ROLL):
            kwargs["extra_context"] = {"reason": ReasonForm()["reason"]}
        response = super().delete_view(request, *args, **kwargs)
        went_well = request.method == "POST" and response.status_code == 302
        return self._back(elector.round_id) if elector and went_well else response

    def _back(self, round_id: object) -> HttpResponse:
        return HttpResponseRedirect(step_url(round_id, "electors"))
