"""The box: addresses without cookies, session or account."""

import dataclasses
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from ballots import selectors
from ballots.errors import BallotError, BallotRefused, HostUnable
from ballots.keys import KeysMissing
from ballots.lookup import find_ballot
from ballots.protocol.ballot import MAX_LINES, SIGNATURE_BYTES, TOKEN_BYTES, Reason, body_bytes
from ballots.services import casting
from ballots.views.answers import refusal, unlogged
from rounds.models import Round

LARGEST_FRAME = body_bytes(MAX_LINES) + SIGNATURE_BYTES + 1 + TOKEN_BYTES


# No CSRF token: another site can send nothing here that anybody with the address could not send.
@csrf_exempt
@require_POST
def cast(request: HttpRequest, pk: UUID) -> HttpResponse:
    """POST one frame of bytes; answers with the receipt, or with the reason of the refusal."""
    try:
        return unlogged(JsonResponse(casting.cast(round_id=pk, frame=_frame(request))))
    except BallotError as error:
        return unlogged(refusal(error))
    except KeysMissing:
        return unlogged(refusal(HostUnable()))


def _frame(request: HttpRequest) -> bytes:
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal() or int(length) > LARGEST_FRAME:
        raise BallotRefused(Reason.LENGTH)
    return request.body


@require_GET
def manifest(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Return the manifest and the ceremony that made it; for anybody with the round's address."""
    try:
        content = selectors.election_of(pk)
    except Round.DoesNotExist:
        raise Http404 from None
    response = HttpResponse(content, content_type="application/json")
    response["Cache-Control"] = "no-cache"
    return response


# POST, because proxies and browsers record addresses: beside the address of the device, a ballot
# hash would tell whose ballot it is.
@csrf_exempt
@require_POST
def find(request: HttpRequest, pk: UUID) -> HttpResponse:
    """POST 64 hex digits; answers `{"in_box", "fingerprint", "inclusion", "counted", "reason"}`."""
    try:
        found = find_ballot(pk, request.read(65).decode("ascii", "replace"))
    except Round.DoesNotExist:
        raise Http404 from None
    except BallotError as error:
        return unlogged(refusal(error))
    path = found.inclusion.to_json() if found.inclusion else None
    response = JsonResponse(dataclasses.asdict(found) | {"inclusion": path})
    response["Cache-Control"] = "no-store"
    return response
