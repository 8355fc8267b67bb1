"""The statement of the minutes for the members' browsers, and their signatures."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ballots.protocol.member import MAX_MEMBERS
from common.answers import json_refusal
from common.bodies import BodyUnreadable, json_body
from officials.models import User
from results import selectors
from results.models import Tally
from results.services import minutes
from results.services.minutes import BadSignature
from results.statement import HASH_LABEL, SIGNATURE_LABEL, statement_of
from rounds.errors import RoundError
from rounds.models import Round

LONGEST = 300  # a reason, as the page allows


@never_cache
@require_safe
@login_required
def statement(request: HttpRequest, pk: uuid.UUID) -> JsonResponse:
    """Return the statement with its exact text and hash, and the members that have signed it."""
    round_ = _round(request, pk)
    try:
        stated = statement_of(round_)
    except Tally.DoesNotExist:
        return json_refusal("not_counted", _("The box has not been opened yet."), status=409)
    return JsonResponse(
        {
            "statement": stated.content,
            "text": stated.data.decode(),
            "hash": stated.hash.hex(),
            "labels": {"hash": HASH_LABEL, "signature": SIGNATURE_LABEL},
            "signed": selectors.signers(round_),
            "state": round_.state,
        }
    )


@require_POST
@login_required
def sign(request: HttpRequest, pk: uuid.UUID) -> JsonResponse:
    """POST `{"hash", "signature"}` (hex) of a member; answers with the new state of the round.

    With `"missing"`, reasons by index, the head closes the minutes without these members.
    """
    round_ = _round(request, pk)
    body = _body(request)
    if body is None:
        return json_refusal(
            "bad_request", _("The confirmation did not arrive complete. Try again."), status=400
        )
    try:
        _take(request.user, round_, body)  # type: ignore[arg-type]
    except BadSignature as error:
        return json_refusal("bad_signature", error, status=400)
    except RoundError as error:
        return json_refusal("refused", error, status=409)
    round_.refresh_from_db(fields=["state"])
    return JsonResponse({"signed": True, "state": round_.state})


def _take(user: User, round_: Round, body: dict[str, Any]) -> None:
    common = {"user": user, "round_id": round_.pk, "statement_hash": body["hash"]}
    if "missing" in body:
        minutes.close_minutes(**common, reasons=body["missing"], signature=body["signature"])
    else:
        minutes.sign_minutes(**common, signature=body["signature"])


def _round(request: HttpRequest, pk: uuid.UUID) -> Round:
    try:
        return selectors.round_to_sign(user=request.user, pk=pk)  # type: ignore[arg-type]
    except Round.DoesNotExist:
        raise Http404 from None


def _body(request: HttpRequest) -> dict[str, Any] | None:
    try:
        body = json_body(request)
    except BodyUnreadable:
        return None
    good = isinstance(body, dict) and all(isinstance(body.get(k), str) for k in ("hash", "signature"))
    return body if good and _are_reasons(body.get("missing", {})) else None


def _are_reasons(missing: object) -> bool:
    """Return whether this is text by index, without characters that a database refuses."""
    if not isinstance(missing, dict) or len(missing) > MAX_MEMBERS:
        return False
    return all(
        isinstance(text, str) and len(text) <= LONGEST and "\0" not in text for text in missing.values()
    )
