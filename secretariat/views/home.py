"""Home page and help."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lists import kinds
from officials.accounts.second_factor import has_second_factor
from officials.models import User
from officials.selectors import SECRETARIAT, units_of
from results.selectors import awaited_results, latest_results
from rounds import calendar, filings
from rounds.matters import rounds_to_govern, units_governed
from rounds.selectors import all_counted
from secretariat.admin_base import account_of, secretary_of, words_sought
from secretariat.duties import KINDS, DutyGroup, duties_for, duty_page, urgent_first
from secretariat.getting_started import task_before_the_first_round
from secretariat.home import secretary_home
from secretariat.home.numbers import numbers_for

DAYS_PER_PAGE = 40
DOSSIERS_SHOWN = 3
GOVERNED_SHOWN = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the user's duties, or what this site is to visitors that are not logged in."""
    if not isinstance(request.user, User):
        return render(request, "secretariat/home.html")
    user = account_of(request)
    duties, numbers = duties_for(user), numbers_for(user)
    context = {
        **_office(user, duties, numbers),
        "urge_second_factor": _suggest_second_factor(user, duties),
        "results": latest_results(user=user),
        "awaited": awaited_results(user=user),
        **numbers,
        "dossiers": filings.own_tasks(user=user)[:DOSSIERS_SHOWN],
        **_governed(user),
    }
    return render(request, "secretariat/home.html", context)


def _office(user: User, duties: list[DutyGroup], numbers: dict[str, int]) -> dict[str, object]:
    """Return what a secretary sees beside the duties of each user; urgent duties of all kinds come first."""
    if not (user.is_superuser or units_of(user, SECRETARIAT)):
        return {"duties": duties}
    urgent, others = urgent_first(duties)
    kinds_of_lists = [kind for kind in kinds.every() if kind.may_use(user, "")]
    return {
        "office": secretary_home(user),
        "urgent": urgent,
        "duties": others,
        "first_task": None if numbers["begun"] else task_before_the_first_round(user),
        "kinds_of_lists": kinds_of_lists,
    }


def _governed(user: User) -> dict[str, object]:
    """Return the meetings about which the user may send matters for an authority; one query for others."""
    if not units_governed(user):
        return {}
    found = rounds_to_govern(user=user)
    shown = list(found.annotate(total=all_counted())[:GOVERNED_SHOWN])
    return {"governed": shown, "more_governed": shown[0].total - len(shown) if shown else 0}


def _suggest_second_factor(user: User, duties: list[DutyGroup]) -> bool:
    staff = user.is_staff or any(group.kind != "vote" for group in duties)
    return staff and settings.REQUIRE_STAFF_MFA and not has_second_factor(user)


@require_safe
@login_required
def duties(request: HttpRequest, kind: str) -> HttpResponse:
    """List all duties of one kind, with search; the home page shows the first ones."""
    if kind not in KINDS or not isinstance(request.user, User):
        raise Http404
    text = words_sought(request)
    page, listed = duty_page(request.user, KINDS[kind], text=text, number=request.GET.get("page"))
    context = {"kind": KINDS[kind], "page": page, "duties": listed, "text": text}
    return render(request, "secretariat/duties.html", context)


@require_safe
@login_required
def deadlines(request: HttpRequest) -> HttpResponse:
    """List what is late and what is due within 30 days; 404 for people without a unit to keep."""
    days = calendar.last_days(secretary_of(request))
    late = Paginator(days.late, DAYS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": late, "late": late.object_list, "coming": days.coming}
    return render(request, "secretariat/deadlines.html", context)


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Explain how a vote works, what is promised and what is not."""
    return render(request, "secretariat/help.html")
