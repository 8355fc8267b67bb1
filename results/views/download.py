"""Download of the bundle, streamed while it is built."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from documents.files import download_name
from documents.wording import VIETNAM
from results import bundle as bundles
from results import selectors
from rounds.frozen import frozen_configuration
from rounds.models import Round


def download_name_of(round_: Round, kind: str, ending: str = "pdf") -> str:
    """Return the name of a file about a certified round."""
    day = round_.certification.certified_at.astimezone(VIETNAM).date()
    return download_name(kind, frozen_configuration(round_).unit, day, ending)


def has_bundle(user: selectors.Reader, round_: Round) -> bool:
    """Return whether the user may download the bundle of the round."""
    if round_.marking == Round.Marking.SECRET:
        return False
    return selectors.bundles_for_reader(user=user).filter(pk=round_.pk).exists()


@never_cache
@require_GET
@login_required
def bundle(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Send the bundle; answer 404 without permission."""
    try:
        round_ = selectors.bundles_for_reader(user=request.user).get(pk=pk)
    except Round.DoesNotExist:
        raise Http404 from None
    if round_.marking == Round.Marking.SECRET:
        return render(request, "results/bundle_refused.html", {"round": round_}, status=403)
    name = download_name_of(round_, "Bộ dữ liệu kiểm tra độc lập", "zip")
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return StreamingHttpResponse(bundles.bundle(round_), content_type="application/zip", headers=headers)
