"""Pages on which one press announces, freezes or postpones all rounds that are ticked, or asks a second person to."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from common.numbers import whole_number
from common.refusals import Refusal
from officials.models import User
from rounds.campaign_selectors import campaign_to_look_at
from rounds.models import Campaign
from secretariat.admin_base import secretary_of, words_sought
from secretariat.asked import sentence
from secretariat.many_at_once import TogetherForm
from secretariat.models import Work
from secretariat.together_kinds import KINDS, found_rounds
from secretariat.work import acts, selectors, services


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def together(request: HttpRequest, step: str) -> HttpResponse:
    """Show the rounds that can take the step; POST takes it for all that are ticked, or names what some lack.

    Many rounds are left to a worker.
    """
    user, text = secretary_of(request), words_sought(request)
    campaign = _campaign(user, request.GET.get("campaign", ""))
    rounds = found_rounds(user=user, step=step, text=text, campaign=campaign)
    form = TogetherForm(request.POST if request.method == "POST" else None, kind=KINDS[step], rounds=rounds)
    left: list[Any] = []
    others: list[str] = []
    if form.is_valid():
        if services.is_long(len(form.cleaned_data["rounds"])):
            return _left_to_a_worker(form, user)
        try:
            return _take(request, form, user, campaign)
        except acts.SomeLackSomething as refusal:
            left, others = refusal.outcome["left"], refusal.outcome["ready"]
            form.keep_ticked(others)
        except Refusal as refusal:
            form.add_error("rounds", str(refusal))
    status = 409 if left else 400 if form.errors else 200
    context = {
        "form": form,
        "kind": KINDS[step],
        "text": text,
        "left": left,
        "others": others,
        "campaign": campaign,
        "works": selectors.under_way(user=user),
    }
    return render(request, "secretariat/together.html", context, status=status)


def _campaign(user: User, number: str) -> Campaign | None:
    """Return the campaign that the address names, whose rounds alone are shown; answer 404 for one of others."""
    if not number:
        return None
    try:
        return campaign_to_look_at(user=user, pk=whole_number(number) or 0)
    except Campaign.DoesNotExist:
        raise Http404 from None


def _left_to_a_worker(form: TogetherForm, user: User) -> HttpResponse:
    rounds = [str(round_.pk) for round_ in form.cleaned_data["rounds"]]
    values = {"step": form.kind.step, "rounds": rounds, "values": form.values}
    work = services.ask(kind=Work.Kind.TAKE, user=user, values=values, total=len(rounds))
    return redirect("secretariat:work", pk=work.pk)


def _take(request: HttpRequest, form: TogetherForm, user: User, campaign: Campaign | None) -> HttpResponse:
    rounds = form.cleaned_data["rounds"]
    asked = acts.take_together(user=user, step=form.kind.step, rounds=rounds, values=form.values)
    messages.success(request, sentence(asked, str(form.kind.done % len(rounds))))
    if campaign:
        return redirect("secretariat:campaign", pk=campaign.pk)
    return redirect(request.get_full_path())
