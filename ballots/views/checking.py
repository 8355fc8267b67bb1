"""Pages for any device, without account or cookie: open a test ballot, check a receipt, show the code in the hall.

The data is in the fragment of the address, which browsers do not send.
"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ballots import selectors
from rounds.models import Round


@never_cache
@require_GET
def trial(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Rebuild a test ballot from its seed and show its marks (docs/protocol.md §3.6)."""
    return _page(request, pk, "ballots/check_trial.html")


@never_cache
@require_GET
def receipt(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Tell whether the ballot of a receipt is in the box."""
    return _page(request, pk, "ballots/check_receipt.html")


@never_cache
@require_GET
def hall(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the election code to the hall, once a member has typed it in from the own device."""
    return _page(request, pk, "ballots/hall.html")


def _page(request: HttpRequest, pk: UUID, template: str) -> HttpResponse:
    try:
        round_ = selectors.locked_round(pk)
    except Round.DoesNotExist:
        raise Http404 from None
    return render(request, template, {"round": round_})
