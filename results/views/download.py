"""Download of the bundle, streamed while it is built."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from results import bundle as bundles
from results import selectors
from rounds.models import Round


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
    name = f'attachment; filename="bundle-{pk}.zip"'
    headers = {"Content-Disposition": name}
    return StreamingHttpResponse(bundles.bundle(round_), content_type="application/zip", headers=headers)
