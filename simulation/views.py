"""Pages of rehearsals: start one, watch it, stop it, delete it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refusal
from officials.models import User
from rounds.errors import Missing, MoveRefused
from rounds.models import Round
from secretariat.views.given import given
from simulation import selectors
from simulation.forms import RehearseForm
from simulation.models import Rehearsal
from simulation.page import rehearsal_page, status_of
from simulation.services import copying, removing, running

for_rehearsal = given(selectors.rehearsal_for_secretary)


@require_http_methods(["GET", "HEAD", "POST"])
@given(selectors.round_to_rehearse)
def rehearse(request: HttpRequest, user: User, round_: Round) -> HttpResponse:
    """Ask how a round is rehearsed, and list its rehearsals; POST makes the copy and begins."""
    form = RehearseForm(request.POST if request.method == "POST" else None, round_=round_)
    missing: list[Missing] = []
    if form.is_valid():
        try:
            made = copying.rehearse(source=round_, wanted=form.wanted(), actor=user)
        except Refusal as refusal:
            missing = refusal.missing if isinstance(refusal, MoveRefused) else []
            form.add_error(None, str(refusal))
        else:
            return redirect("simulation:rehearsal", pk=made.pk)
    context = {
        "round": round_,
        "form": form,
        "missing": missing,
        "rehearsals": selectors.rehearsals_of(round_),
    }
    return render(request, "simulation/rehearse.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_rehearsal
def rehearsal(request: HttpRequest, user: User, rehearsal: Rehearsal) -> HttpResponse:
    """Show how far a rehearsal is; POST stops it or lets it go on."""
    if request.method == "POST":
        return _act(request, user, rehearsal)
    context: dict[str, Any] = {
        "shown": rehearsal_page(rehearsal),
        "rehearsal": rehearsal,
        "round": rehearsal.round,
    }
    return render(request, "simulation/rehearsal.html", context)


def _act(request: HttpRequest, user: User, rehearsal: Rehearsal) -> HttpResponse:
    acts = {"stop": running.stop, "go_on": running.go_on}
    try:
        if act := acts.get(request.POST.get("action", "")):
            act(rehearsal_id=rehearsal.pk, actor=user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("simulation:rehearsal", pk=rehearsal.pk)


@require_safe
@for_rehearsal
def rehearsal_status(request: HttpRequest, user: User, rehearsal: Rehearsal) -> HttpResponse:
    """Return what changes, for the page's script."""
    return JsonResponse(status_of(rehearsal))


@require_http_methods(["GET", "HEAD", "POST"])
@for_rehearsal
def rehearsal_delete(request: HttpRequest, user: User, rehearsal: Rehearsal) -> HttpResponse:
    """Ask whether to delete the rehearsal; POST deletes everything of it."""
    if request.method != "POST":
        context = {"rehearsal": rehearsal, "round": rehearsal.round}
        return render(request, "simulation/rehearsal_delete.html", context)
    source, title = rehearsal.source, rehearsal.round.title
    try:
        removing.remove(rehearsal_id=rehearsal.pk, actor=user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("simulation:rehearsal", pk=rehearsal.pk)
    messages.success(request, _("“%(title)s” was deleted with everything of it.") % {"title": title})
    if source is None:
        return redirect("home")
    return redirect("secretariat:desk", pk=source.pk)
