"""The page of an act that a worker carries out: how far it is, how it ended, and what to do next."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refusal
from officials.models import User
from secretariat.admin_base import secretary_of
from secretariat.models import Work
from secretariat.views.given import given
from secretariat.work import acts, selectors, services
from secretariat.work.advancing import done_so_far

for_asker = given(selectors.work_of)


@dataclass(frozen=True, slots=True)
class WorkProgress:
    """The answer to the page's script."""

    state: str
    done: int
    total: int


def _progress(work: Work) -> WorkProgress:
    return WorkProgress(work.state, done_so_far(work.pk), work.total)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def work(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the work, or lead to the page of its outcome; POST stops it, or asks for it again.

    A notice leads here, perhaps after the work has gone: then the page says where the same is asked for.
    """
    user = secretary_of(request)
    try:
        return _page(request, user, selectors.work_of(user=user, pk=pk))
    except Work.DoesNotExist:
        days = services.KEPT_FOR.days
        return render(request, "secretariat/work_gone.html", {"days": days}, status=404)


def _page(request: HttpRequest, user: User, work: Work) -> HttpResponse:
    if request.method == "POST":
        return _act(request, user, work)
    page = acts.page_of_outcome(work)
    if work.is_done and page:
        return redirect(page)
    context = {
        "work": work,
        "heading": acts.heading(work),
        "progress": _progress(work) if work.is_running else None,
        "said": acts.said(work) if work.is_done else "",
        "outcome": work.outcome or {},
        "page_of_form": page if work.selection_id else "",
    }
    return render(request, "secretariat/work.html", context)


def _act(request: HttpRequest, user: User, work: Work) -> HttpResponse:
    action = request.POST.get("action", "")
    if action == "stop" and work.is_running:
        services.stop(work=work)
    elif action == "again" and work.may_be_asked_again:
        try:
            return redirect("secretariat:work", pk=services.ask_again(work=work, user=user).pk)
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect("secretariat:work", pk=work.pk)


@require_safe
@for_asker
def work_status(request: HttpRequest, user: User, work: Work) -> HttpResponse:
    """Return the numbers for the page's script."""
    return JsonResponse(asdict(_progress(work)))
