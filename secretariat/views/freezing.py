"""The list of complete drafts: one press freezes all that are ticked, or asks a second person to."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from approvals import services as approvals
from common.refusals import Refusal
from rounds.selectors import drafts_for_secretary
from secretariat.admin_base import secretary_of
from secretariat.asked import sentence
from secretariat.forms import FreezeForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def freezing(request: HttpRequest) -> HttpResponse:
    """Show the secretary's drafts; POST freezes those that are ticked, all or none."""
    user = secretary_of(request)
    data = request.POST if request.method == "POST" else None
    form = FreezeForm(data, rounds=drafts_for_secretary(user=user))
    if form.is_valid():
        rounds = list(form.cleaned_data["rounds"])
        try:
            asked = approvals.take(act="round.freeze", rows=rounds, actor=user)
        except Refusal as refusal:
            form.add_error("rounds", str(refusal))
        else:
            number = len(rounds)
            done = ngettext("%d round is frozen.", "%d rounds are frozen.", number) % number
            messages.success(request, sentence(asked, done))
            return redirect("secretariat:freezing")
    status = 400 if form.errors else 200
    return render(request, "secretariat/freezing.html", {"form": form}, status=status)
