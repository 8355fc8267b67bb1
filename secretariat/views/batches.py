"""Create the rounds of a campaign from its plan: prepare, correct, start, watch, stop."""

from dataclasses import asdict
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.numbers import whole_number
from common.refusals import Refusal
from officials.models import User
from rounds import batch_selectors as selectors
from rounds.campaign_selectors import units_of_campaign
from rounds.models import Batch, BatchItem, Campaign
from rounds.selectors import rule_sets_to_choose, rules_to_start_with
from rounds.services import preparing
from secretariat.admin_base import words_sought
from secretariat.campaign.batch_page import batch_page, progress_of
from secretariat.campaign.forms import ItemForm, PrepareForm
from secretariat.campaign.item_page import item_page
from secretariat.views.campaigns import for_campaign
from secretariat.views.given import given

for_batch = given(selectors.batch_for_secretary)


@require_http_methods(["GET", "HEAD", "POST"])
@for_campaign
def campaign_create(request: HttpRequest, user: User, campaign: Campaign) -> HttpResponse:
    """Ask what holds for all rounds; POST writes down the meetings that the plan asks for."""
    form = PrepareForm(
        request.POST if request.method == "POST" else None,
        rule_sets=rule_sets_to_choose(user=user),
        rule_set=selectors.rules_of_plan(campaign) or rules_to_start_with(user=user),
    )
    if form.is_valid():
        try:
            batch = preparing.prepare(
                campaign=campaign,
                units=list(units_of_campaign(user=user, campaign=campaign)),
                rule_set=form.cleaned_data["rule_set"],
                actor=user,
                day=form.cleaned_data["day"],
                place=form.cleaned_data["place"],
                hours=form.hours(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("secretariat:batch", pk=batch.pk)
    context = {
        "campaign": campaign,
        "form": form,
        "batches": selectors.last_batches(user=user, campaign=campaign),
        "number": units_of_campaign(user=user, campaign=campaign).count(),
    }
    return render(request, "secretariat/campaign_create.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_batch
def batch(request: HttpRequest, user: User, batch: Batch) -> HttpResponse:
    """Show the meetings with what is proposed; POST keeps the ticks and takes the action that was pressed."""
    if request.method == "POST":
        return _act(request, user, batch)
    text = words_sought(request)
    shown = batch_page(user=user, batch=batch, number=request.GET.get("page"), text=text)
    return render(
        request,
        "secretariat/batch.html",
        {"shown": shown, "batch": batch, "text": text, "query": _query(text)},
    )


def _query(text: str) -> str:
    return urlencode({"q": text}) if text else ""


def _act(request: HttpRequest, user: User, batch: Batch) -> HttpResponse:
    action = request.POST.get("action", "")
    try:
        if batch.may_start:
            _keep_ticks(request, user, batch)
        if action == "start":
            preparing.start(batch_id=batch.pk, actor=user)
        elif action == "stop":
            preparing.stop(batch_id=batch.pk, actor=user)
        elif action == "discard":
            preparing.discard(batch_id=batch.pk)
            messages.success(request, _("Nothing was created."))
            return redirect("secretariat:campaign", pk=batch.campaign_id)
        elif action in ("all", "none"):
            items = selectors.items_for_secretary(user=user, batch=batch).values_list("pk", flat=True)
            preparing.choose(batch_id=batch.pk, wanted=items if action == "all" else [], among=list(items))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    address = redirect("secretariat:batch", pk=batch.pk)
    kept = {"q": words_sought(request), "page": request.POST.get("page", "")[:9]}
    if (
        not batch.is_running
        and action != "start"
        and (query := {name: text for name, text in kept.items() if text})
    ):
        address["Location"] += f"?{urlencode(query)}"
    return address


def _keep_ticks(request: HttpRequest, user: User, batch: Batch) -> None:
    """Keep what is ticked among the rows that the page showed."""
    mine = set(selectors.items_for_secretary(user=user, batch=batch).values_list("pk", flat=True))
    among, wanted = ([pk for pk in _numbers(request, name) if pk in mine] for name in ("shown", "wanted"))
    preparing.choose(batch_id=batch.pk, wanted=wanted, among=among)


def _numbers(request: HttpRequest, name: str) -> list[int]:
    """Return the whole numbers that a field of a form holds."""
    return [pk for text in request.POST.getlist(name) if (pk := whole_number(text)) is not None]


@require_http_methods(["GET", "HEAD", "POST"])
@for_batch
def batch_item(request: HttpRequest, user: User, batch: Batch, item: int) -> HttpResponse:
    """Show what is proposed for one meeting, with a page of its voters; POST corrects it before the round is made."""
    try:
        row = selectors.item_for_secretary(user=user, batch=batch, pk=item)
    except BatchItem.DoesNotExist:
        raise Http404 from None
    if row.state != BatchItem.State.WAITING or batch.is_running:
        messages.error(
            request, _("This round is being created, or was created already. Change the round itself.")
        )
        return redirect("secretariat:batch", pk=batch.pk)
    text = words_sought(request)
    shown = item_page(batch, row, text=text, number=request.GET.get("page"))
    is_sent = request.method == "POST"
    voters = shown.named(_numbers(request, "shown")) if is_sent else shown.voters
    form = ItemForm(request.POST if is_sent else None, instance=row, proposed=shown.proposed, voters=voters)
    if form.is_valid():
        try:
            preparing.correct(item_id=row.pk, values=form.values())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _corrected(request, batch, row, text)
    context = {"batch": batch, "item": row, "form": form, "shown": shown, "text": text}
    return render(request, "secretariat/batch_item.html", context, status=400 if form.errors else 200)


def _corrected(request: HttpRequest, batch: Batch, row: BatchItem, text: str) -> HttpResponse:
    """Lead to the next page of the voters if that was pressed, else back to the meetings."""
    messages.success(request, _("The correction is kept. The round is created with it."))
    following = _numbers(request, "then")
    if not following:
        return redirect("secretariat:batch", pk=batch.pk)
    query = urlencode({**({"q": text} if text else {}), "page": following[0]})
    return redirect(f"{reverse('secretariat:batch_item', args=[batch.pk, row.pk])}?{query}")


@require_safe
@for_batch
def batch_status(request: HttpRequest, user: User, batch: Batch) -> HttpResponse:
    """Return the numbers for the page's script."""
    return JsonResponse(asdict(progress_of(batch)))
