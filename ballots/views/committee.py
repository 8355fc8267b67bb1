"""The page of the counting team and its requests; every answer is for one member."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_required
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from ballots import addresses
from ballots.committee_page import committee_page
from ballots.models import CeremonyMessage, EncryptedTally
from ballots.protocol.hashing import VERSION
from ballots.selectors import ballots_in_order, box_keys, box_size, issued_for, sums_for
from ballots.services import decrypting, locking, stating
from common.answers import json_refusal
from common.bodies import clean_text, json_body
from common.canonical import canonical_json
from common.team_words import speak_of
from officials.models import User
from rounds import selectors, states, steps
from rounds.errors import RoundError
from rounds.frozen import frozen_configuration, team_label
from rounds.models import Round
from rounds.roll import roll_rows
from rounds.states import Held

PARTIAL = "partial"
RESTART = "restart"
STATEMENT = "statement"
MOST_ATTEMPTS = 32767

Answer = Callable[Concatenate[HttpRequest, User, uuid.UUID, ...], HttpResponseBase]


class Malformed(Exception):
    """The body is not of the form that our page sends."""


def for_member(view: Answer) -> Callable[[HttpRequest, uuid.UUID], HttpResponseBase]:
    """Pass the user to the view; turn refusals into a sentence for the page."""

    @wraps(view)
    def answer(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return json_refusal("login", _("You are no longer logged in. Log in again to go on."), status=401)
        try:
            return view(request, request.user, pk)
        except Round.DoesNotExist:
            return json_refusal("unknown", _("There is no such round for you."), status=404)
        except Malformed:
            return json_refusal("malformed", _("This request is not what our page sends."), status=400)
        except RoundError as error:
            code, status = getattr(error, "code", "refused"), getattr(error, "status", 409)
            return json_refusal(code, error, status=status)

    return answer


@require_safe
@login_required
def committee(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the page, which takes each step of the ceremony, the opening and the minutes."""
    if not isinstance(request.user, User):
        raise Http404
    try:
        round_ = selectors.round_for_committee(user=request.user, pk=pk)
    except Round.DoesNotExist:
        raise Http404 from None
    frozen = frozen_configuration(round_)
    if frozen.version != VERSION:  # of an earlier release: the page could do nothing
        return redirect(addresses.lent("result", pk) if round_.has_documents else reverse("home"))
    label = team_label(round_) or _("Counting team")
    speak_of(label)
    context = {
        "round": round_,
        "team_label": label,
        "unit": frozen.unit,
        "statement_url": addresses.lent("statement", pk),
        "sign_url": addresses.lent("sign", pk),
    }
    return render(request, "ballots/committee.html", context)


@require_GET
@never_cache
@for_member
def committee_board(request: HttpRequest, user: User, pk: uuid.UUID) -> JsonResponse:
    """Return everything that the page shows, for polling; `csrf`, since a login in another tab renews it."""
    return JsonResponse({**_board(user, pk), "csrf": get_token(request)})


@require_POST
@never_cache
@for_member
def committee_post(request: HttpRequest, user: User, pk: uuid.UUID) -> JsonResponse:
    """POST one message `{"step", "attempt", "payload"}`; answers with the updated page data."""
    message = _message(request)
    step, attempt, payload = message["step"], message["attempt"], message["payload"]
    if step == PARTIAL:
        decrypting.post_partial(user=user, round_id=pk, payload=payload)
    elif step == STATEMENT:
        _state(user, pk, payload)
    elif step == RESTART:
        reason = clean_text(payload.get("reason"))
        locking.restart(user=user, round_id=pk, attempt=attempt, reason=reason)
    else:
        locking.post(user=user, round_id=pk, attempt=attempt, step=step, payload=payload)
    return JsonResponse(_board(user, pk))


def _state(user: User, pk: uuid.UUID, payload: dict[str, Any]) -> None:
    content, signature = payload.get("content"), payload.get("signature")
    if not isinstance(content, dict) or not isinstance(signature, str):
        raise Malformed
    stating.state(user=user, round_id=pk, content=content, signature=signature)


def _board(user: User, pk: uuid.UUID) -> dict[str, Any]:
    """Return what the page shows. The first request for a frozen round creates the server's keys."""
    round_ = selectors.round_for_committee(user=user, pk=pk)
    if steps.takes_place("lock_box", round_) and box_keys(round_) is None:
        locking.start(round_id=pk)
    return committee_page(round_, user)


def _message(request: HttpRequest) -> dict[str, Any]:
    try:
        message = json_body(request)
        step, attempt, payload = message["step"], message["attempt"], message["payload"]
    except (ValueError, KeyError, TypeError) as error:
        raise Malformed from error
    known = step in (PARTIAL, RESTART, STATEMENT, *CeremonyMessage.Step.values)
    if not known or type(attempt) is not int or not isinstance(payload, dict):
        raise Malformed
    if not 0 <= attempt <= MOST_ATTEMPTS:
        raise Malformed
    return {"step": step, "attempt": attempt, "payload": payload}


@require_GET
@never_cache
@for_member
def committee_roll(_request: HttpRequest, user: User, pk: uuid.UUID) -> JsonResponse:
    """Return the frozen roll and its salt, which the page compares with the configuration."""
    round_ = selectors.round_for_committee(user=user, pk=pk)
    text = canonical_json(roll_rows(round_)).decode()
    return JsonResponse({"salt": bytes(round_.roll_salt or b"").hex(), "list": text})


@require_GET
@never_cache
@for_member
def committee_ballots(
    _request: HttpRequest, user: User, pk: uuid.UUID
) -> StreamingHttpResponse | JsonResponse:
    """Return the whole closed box, one frame after another in the order of hashes."""
    round_ = _closed(user, pk)
    response = StreamingHttpResponse(ballots_in_order(round_), content_type="application/octet-stream")
    response["X-Ballots"] = str(box_size(round_))
    return response


@require_GET
@never_cache
@for_member
def committee_sums(_request: HttpRequest, user: User, pk: uuid.UUID) -> JsonResponse:
    """Return the data for a recount on the device."""
    try:
        return JsonResponse(sums_for(_closed(user, pk)))
    except EncryptedTally.DoesNotExist:
        raise decrypting.NotCounted(_("The ballots have not been added up yet.")) from None


@require_GET
@never_cache
@for_member
def committee_issued(_request: HttpRequest, user: User, pk: uuid.UUID) -> JsonResponse:
    """Return the issued ballots of a closed round for verification, and the names of people who took none."""
    return JsonResponse(issued_for(_closed(user, pk)))


def _closed(user: User, pk: uuid.UUID) -> Round:
    """Return the member's round. Raises `NotCounted` before its box is closed."""
    round_ = selectors.round_for_committee(user=user, pk=pk)
    if round_.state in states.without(Held.FINGERPRINT):
        raise decrypting.NotCounted(_("The box is not closed yet."))
    return round_
