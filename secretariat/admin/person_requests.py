"""Admin of requests for people of other units: what the own units asked, and what is asked of them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from common.numbers import whole_number
from common.refusals import Refusal
from officials.accounts import selectors, services
from officials.models import PersonRequest, User
from officials.selectors import units_for_secretary
from secretariat.admin_base import SecretaryAdmin, account_of, choose_the_only_one

State = PersonRequest.State


class RequestForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = PersonRequest
        fields = ("named", "reason", "unit")

    def clean_named(self) -> str:
        return " ".join(str(self.cleaned_data["named"]).split())


@admin.register(PersonRequest)
class PersonRequestAdmin(SecretaryAdmin):
    purpose = _("People of other units whom you may name once their unit has accepted.")
    form = RequestForm
    list_display = ("named", "unit", "reason", "asked_on", "answer")
    list_display_links = None
    choices_from = {"unit": units_for_secretary}
    change_list_template = "admin/officials/personrequest/change_list.html"

    def rows(self, user: User) -> QuerySet[PersonRequest]:
        return selectors.requests_of_own_units(user=user)

    @admin.display(description=_("asked on"), ordering="asked_at")
    def asked_on(self, request: PersonRequest) -> Any:
        return request.asked_at

    @admin.display(description=_("answer"))
    def answer(self, request: PersonRequest) -> str:
        """Return the answer; a refusal is shown like no answer, since it would tell that the person exists."""
        if request.state == State.ACCEPTED and request.account:
            return gettext("accepted: %(name)s") % {"name": request.account}
        known = (State.WITHDRAWN, State.ENDED)
        return str(State(request.state if request.state in known else State.WAITING).label)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_history_permission(self, request: HttpRequest) -> bool:
        """Refuse it to secretaries: the log holds a refusal, which is not told, and who refused."""
        return account_of(request).is_superuser

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        choose_the_only_one(form, "unit")
        return form

    def write(self, request: HttpRequest, obj: PersonRequest) -> None:
        services.ask_for_person(request=obj, actor=account_of(request))

    def response_add(
        self, request: HttpRequest, obj: PersonRequest, post_url_continue: Any = None
    ) -> HttpResponse:
        text = _("The request was noted. Once the person's unit has accepted, you find the person by name.")
        messages.success(request, str(text))
        return HttpResponseRedirect(reverse("admin:officials_personrequest_changelist"))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        user = account_of(request)
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        mine = selectors.requests_of_own_units(user=user)
        context = {
            "asked_of_us": selectors.requests_to_answer(user=user),
            "lent": selectors.people_lent(user=user),
            "to_withdraw": mine.filter(state__in=(State.WAITING, State.REFUSED, State.ACCEPTED)),
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        answer = self.admin_site.admin_view(require_POST(self.answer_view))
        return [path("answer/", answer, name="answer_person_request"), *super().get_urls()]

    def answer_view(self, request: HttpRequest) -> HttpResponse:
        """POST `request` and `answer` (accept, refuse, end); unknown rows are answered like foreign ones."""
        pk = whole_number(request.POST.get("request", "")) or 0
        try:
            self._carry_out(account_of(request), pk, request.POST.get("answer", ""))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:officials_personrequest_changelist"))

    def _carry_out(self, user: User, pk: int, answer: str) -> None:
        if answer in ("accept", "refuse"):
            services.answer_request(pk=pk, actor=user, is_accepted=answer == "accept")
            return
        sides = (selectors.requests_of_own_units(user=user), selectors.people_lent(user=user))
        found = next((row for rows in sides if (row := rows.filter(pk=pk).first())), None)
        if found is None:
            raise Refusal(_("This request has been answered or withdrawn meanwhile."))
        services.end_request(request=found, actor=user)
