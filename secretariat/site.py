"""The admin site of the secretariat: tasks first, then the tables."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from officials.models import User
from officials.search import matching
from officials.selectors import SUGGESTED, all_units, keeps_rules, officials_like, units_for_secretary
from rounds import selectors, steps
from rounds.accounts import people_like
from rounds.models import Round
from rounds.ordering import first_of_each_phase
from rounds.plan_selectors import plans_to_hold
from rounds.states import Actor
from secretariat import sending_again
from secretariat.admin_base import SecretaryAdmin, account_of, words_sought
from secretariat.getting_started import first_tasks
from secretariat.official_field import suggestion as official_suggestion
from secretariat.people_field import suggestion
from secretariat.sought_fields import suggestion as row_suggestion

# (title of a group, [(app, model), …]) in the order in which a clerk needs them.
GROUPS: list[tuple[Promise, list[tuple[str, str]]]] = [
    (
        _("Campaigns and rounds"),
        [
            ("rounds", "plan"),
            ("rounds", "campaign"),
            ("rounds", "round"),
            ("rounds", "ruleset"),
        ],
    ),
    (
        _("Officials"),
        [
            ("officials", "official"),
            ("officials", "post"),
            ("officials", "dossier"),
            ("officials", "group"),
            ("officials", "membership"),
        ],
    ),
    (
        _("Units and accounts"),
        [
            ("officials", "unit"),
            ("officials", "user"),
            ("officials", "unitrole"),
            ("officials", "personrequest"),
        ],
    ),
]


TASKS_OF_A_PHASE = 5  # rounds that are open, to come, or waiting


class SecretariatSite(AdminSite):
    site_header = _("Administration")
    site_title = _("Administration")
    index_title = _("Administration")
    enable_nav_sidebar = False

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        context = {
            "begin": first_tasks(account_of(request)),
            "todo": todo(request),
            "groups": self._groups(request),
            "keeps_log": keeps_rules(account_of(request)),
            **(extra_context or {}),
        }
        return super().index(request, context)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register the secretariat's tables only.

        Groups are not used. Tables of mail addresses and second factors would show secrets and allow
        redirecting codes, so these are changed through services only.
        """
        if admin_class is not None and issubclass(admin_class, SecretaryAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Return the view with its checks; what was typed while login or role ended is kept on a page."""
        inner = super().admin_view(view, cacheable)

        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            typed = sending_again.groups_of(request)
            if typed and not request.user.is_authenticated:
                return sending_again.page(request, typed)
            if typed and not self._lets_in(request):
                return sending_again.page_to_copy(request, typed)
            return inner(request, *args, **kwargs)

        return update_wrapper(checked, inner)

    def _lets_in(self, request: HttpRequest) -> bool:
        tables: Any = self.get_model_admin(User)
        return self.has_permission(request) and bool(tables.may_manage(request, None))

    def after_adding(self, request: HttpRequest) -> str:
        """Return the address to open after a first row was entered; "" once set-up is complete."""
        return reverse("admin:index") if first_tasks(account_of(request)) else ""

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return []: the index has its own groups, and each entry would cost queries."""
        return []

    def app_index(  # type: ignore[override]
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:index"))

    def get_urls(self) -> list[URLPattern | URLResolver]:
        people: URLPattern = path("people/", self.admin_view(self.people), name="people")
        officials: URLPattern = path("people/officials/", self.admin_view(self.officials), name="officials")
        units: URLPattern = path("people/units/", self.admin_view(self.units), name="units")
        above: URLPattern = path("people/authorities/", self.admin_view(self.authorities), name="authorities")
        campaigns: URLPattern = path("people/campaigns/", self.admin_view(self.campaigns), name="campaigns")
        plans: URLPattern = path("people/plans/", self.admin_view(self.plans), name="plans")
        return [people, officials, units, above, campaigns, plans, *super().get_urls()]

    def units(self, request: HttpRequest) -> JsonResponse:
        """GET `?q=`; answers like `people` with units of the secretary, `name · superior · số 1`."""
        return _suggested(request, units_for_secretary(user=account_of(request)))

    def authorities(self, request: HttpRequest) -> JsonResponse:
        """GET `?q=`; as `units`, but of all units: any of them can manage officials."""
        return _suggested(request, all_units())

    def campaigns(self, request: HttpRequest) -> JsonResponse:
        """GET `?q=`; answers like `people` with campaigns under which the secretary holds rounds."""
        return _suggested(request, selectors.campaigns_to_join(user=account_of(request)))

    def plans(self, request: HttpRequest) -> JsonResponse:
        """GET `?q=`; answers like `people` with plans that the secretary may hold or stand under."""
        return _suggested(request, plans_to_hold(user=account_of(request)))

    def officials(self, request: HttpRequest) -> JsonResponse:
        """GET `?q=`; answers `{"people": ["full name (year), posts · số 1", …]}`, at most `SUGGESTED`."""
        text = words_sought(request)
        found = officials_like(user=account_of(request), text=text) if text else []
        return JsonResponse({"people": [official_suggestion(official) for official in found]})

    def people(self, request: HttpRequest) -> JsonResponse:
        """GET `?q=`; answers `{"people": ["full name · user name", …]}`, at most `SUGGESTED`."""
        text = words_sought(request)
        found = people_like(user=account_of(request), text=text) if text else []
        return JsonResponse({"people": [suggestion(account) for account in found]})

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Answer 404: `people` suggests people, and all other choices are short lists."""
        raise Http404

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Redirect to the login page of the site, which asks for the second factor."""
        if request.user.is_authenticated and not self.has_permission(request):
            return HttpResponseRedirect(reverse("home"))
        target = request.GET.get("next") or reverse("admin:index")
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': target})}")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        return HttpResponseRedirect(reverse("account_logout"))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        """Redirect to the site's page for changing passwords."""
        return HttpResponseRedirect(reverse("account_change_password"))

    def _groups(self, request: HttpRequest) -> list[dict[str, Any]]:
        tables = {model._meta.label_lower: admin for model, admin in self._registry.items()}  # noqa: SLF001 - Django has no other name for it
        groups = []
        for title, rows in GROUPS:
            entries = [self._entry(request, tables, *row) for row in rows]
            groups.append({"title": title, "tables": [entry for entry in entries if entry]})
        return [group for group in groups if group["tables"]]

    def _entry(
        self, request: HttpRequest, tables: dict[str, Any], app: str, model: str
    ) -> dict[str, Any] | None:
        table = tables.get(f"{app}.{model}")
        if table is None or not table.has_module_permission(request):
            return None
        return {
            "name": table.opts.verbose_name_plural,
            "single": table.opts.verbose_name,
            "purpose": table.purpose,
            "url": reverse(f"admin:{app}_{model}_changelist"),
            "add_url": reverse(f"admin:{app}_{model}_add") if table.has_add_permission(request) else "",
        }


def _suggested(request: HttpRequest, rows: QuerySet[Any]) -> JsonResponse:
    """Answer with at most `SUGGESTED` rows in which each word that was typed begins a word."""
    text = words_sought(request)
    found = matching(rows, text, "search_key")[:SUGGESTED] if text else []
    return JsonResponse({"people": [row_suggestion(row) for row in found]})


def todo(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the first rounds of each phase that wait for this secretary; one query.

    What a draft lacks stands on its page: finding it out costs a dozen queries for each.
    """
    if not isinstance(request.user, User):
        return []
    waiting = selectors.rounds_for_secretary(user=request.user).defer("config", "manifest")
    waiting = waiting.filter(state__in=steps.asked_states(Actor.SECRETARY))
    return [_task(round_) for round_ in first_of_each_phase(waiting, Actor.SECRETARY, TASKS_OF_A_PHASE)]


def _task(round_: Round) -> dict[str, Any]:
    words = steps.words_for(round_, Actor.SECRETARY)
    return {
        "round": round_,
        "url": reverse("admin:rounds_round_change", args=[round_.pk]),
        "desk": "" if round_.is_editable else reverse("secretariat:desk", args=[round_.pk]),
        "next": words.todo if words else "",
        "is_urgent": words is not None and words.is_urgent,
    }


def next_todo(round_: Round) -> steps.Text:
    """Return the sentence about what a round waits for; "" once it is over."""
    words = steps.words_for(round_, Actor.SECRETARY)
    return words.todo if words else ""
