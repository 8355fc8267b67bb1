"""The page of a campaign and its calendar."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.numbers import whole_number
from common.refusals import Refusal
from common.sheets import SheetForm
from officials.models import User
from rounds.campaign_selectors import campaign_to_look_at, rows_of_campaign
from rounds.models import Campaign
from rounds.selectors import campaigns_for_secretary
from secretariat.campaign import matrix, matrix_list
from secretariat.campaign.calendar import calendar_page
from secretariat.campaign.filters import MatrixForm, query_of
from secretariat.listing import services
from secretariat.listing.exporting import saved_as_file
from secretariat.listing.pages import rows_came_or_went
from secretariat.views.given import given

ROUNDS = "rounds.round"  # the list of the administration that changes rounds together

for_campaign = given(campaign_to_look_at)


@require_safe
@for_campaign
def campaign(request: HttpRequest, user: User, campaign: Campaign) -> HttpResponse:
    """Show the units with their rounds, filtered as the address says."""
    form = MatrixForm(request.GET)
    wanted = form.wanted()
    query, number = query_of(request.GET), request.GET.get("page")
    page, rows, rounds = matrix.matrix_page(user=user, campaign=campaign, wanted=wanted, number=number)
    numbers = matrix.summary(user=user, campaign=campaign)
    context = {
        "campaign": campaign,
        "form": form,
        "page": page,
        "rows": rows,
        "query": query,
        "numbers": numbers,
        "next_page": matrix.next_page(numbers),
        "may_change": campaigns_for_secretary(user=user).filter(pk=campaign.pk).exists(),
        **matrix_list.list_context(
            user=user, campaign=campaign, query=query, rounds=rounds, pages=page.paginator.num_pages
        ),
    }
    return render(request, "secretariat/campaign.html", context)


@require_POST
@for_campaign
def campaign_export(request: HttpRequest, user: User, campaign: Campaign, form: str) -> HttpResponse:
    """Save all rows that match, on all pages, as a file."""
    if form not in [*SheetForm]:
        raise Http404
    wanted = MatrixForm(request.GET).wanted()
    pairs = rows_of_campaign(user=user, campaign=campaign, wanted=wanted)
    return _as_file(request, user, campaign, SheetForm(form), pairs)


@require_POST
@for_campaign
def campaign_choose(request: HttpRequest, user: User, campaign: Campaign) -> HttpResponse:
    """Fix the rounds that are ticked, or all that match, and change them together or save them as a file."""
    wanted, act = MatrixForm(request.GET).wanted(), request.POST.get("act", "")
    matching = matrix_list.rounds_that_match(user=user, campaign=campaign, wanted=wanted)
    back = _back(request, campaign)
    ticked = set(request.POST.getlist("row"))
    keys = matching if "everything" in request.POST else [pk for pk in matching if str(pk) in ticked]
    if "everything" in request.POST and str(len(matching)) != request.POST["everything"]:
        messages.error(request, rows_came_or_went(len(matching)))
        return redirect(back)
    if not keys:
        messages.error(request, _("Tick at least one row."))
        return redirect(back)
    if act in [*SheetForm]:
        chosen = set(keys)
        rows = rows_of_campaign(user=user, campaign=campaign, wanted=wanted)
        pairs = [pair for pair in rows if pair[1] in chosen]
        return _as_file(request, user, campaign, SheetForm(act), pairs)
    fixed = services.fix_selection(user=user, place=ROUNDS, keys=keys, back=back)
    return redirect("admin:rounds_round_edit", pk=fixed.pk)


@require_POST
@for_campaign
def campaign_filters(request: HttpRequest, user: User, campaign: Campaign) -> HttpResponse:
    """POST `name` saves the filters of the address, `delete` deletes a saved one."""
    asked, name = request.POST.get("delete", ""), request.POST.get("name", "")
    try:
        if (pk := whole_number(asked)) is not None:
            services.delete_filter(user=user, place=matrix_list.PLACE, pk=pk)
        else:
            services.save_filter(user=user, place=matrix_list.PLACE, name=name, query=query_of(request.GET))
            messages.success(request, _("The filter “%(name)s” is saved.") % {"name": name})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(request, campaign))


def _back(request: HttpRequest, campaign: Campaign) -> str:
    query = query_of(request.GET)
    return reverse("secretariat:campaign", args=[campaign.pk]) + (f"?{query}" if query else "")


def _as_file(
    request: HttpRequest, user: User, campaign: Campaign, form: SheetForm, pairs: Any
) -> HttpResponse:
    return saved_as_file(
        user=user,
        form=form,
        name=campaign.name,
        headings=matrix_list.headings(),
        rows=matrix_list.cells(user=user, campaign=campaign, pairs=pairs),
        query=query_of(request.GET),
    )


@require_safe
@for_campaign
def calendar(request: HttpRequest, user: User, campaign: Campaign) -> HttpResponse:
    """Show a month of meetings; `day` adds the meetings of one day and the people who have two of them."""
    found = calendar_page(
        user=user, campaign=campaign, month=request.GET.get("month", ""), day=request.GET.get("day", "")
    )
    return render(request, "secretariat/campaign_calendar.html", {"campaign": campaign, "calendar": found})
