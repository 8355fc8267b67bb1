"""Home page and help."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from approvals.selectors import waiting_for
from officials.accounts.second_factor import has_second_factor
from officials.models import User
from results.selectors import awaited_results, latest_results
from rounds.selectors import paused_rounds
from secretariat.admin_base import account_of, words_sought
from secretariat.duties import KINDS, DutyGroup, duties_for, duty_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the user's duties, or what this site is to visitors that are not logged in."""
    if not isinstance(request.user, User):
        return render(request, "secretariat/home.html")
    user = account_of(request)
    duties = duties_for(user)
    context = {
        "duties": duties,
        "urge_second_factor": _suggest_second_factor(user, duties),
        "results": latest_results(user=user),
        "awaited": awaited_results(user=user),
        "paused": paused_rounds(user=user).count(),
        "approvals": waiting_for(user=user).count(),
    }
    return render(request, "secretariat/home.html", context)


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
def help_page(request: HttpRequest) -> HttpResponse:
    """Explain how a vote works, what is promised and what is not."""
    return render(request, "secretariat/help.html")
