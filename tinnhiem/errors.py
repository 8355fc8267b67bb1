"""Error pages that say what to do next, and the truth about what was not saved."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django.views.defaults import page_not_found
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from common.answers import json_refusal, wants_json

OUTAGES = (OperationalError, InterfaceError, RedisConnectionError, RedisTimeoutError)
RETRY_AFTER_SECONDS = "30"


def server_error(request: HttpRequest) -> HttpResponse:
    """Return 503 when database or queue cannot be reached, otherwise 500."""
    return unavailable(request) if isinstance(sys.exception(), OUTAGES) else failed(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: a script or a person may try again after a while, and look first.

    A connection that breaks at the commit does not tell whether the rows are there.
    """
    sentence = _(
        "The system cannot reach its database for a moment. It is not certain whether what you sent "
        "was saved: wait a minute, load the page again and look."
    )
    response = _answer(request, status=503, error="unavailable", sentence=sentence)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, also for what this person may not see: the same answer for both."""
    if not wants_json(request):
        return page_not_found(request, exception)
    return _answer(request, status=404, error="unknown", sentence=_("There is nothing here for you."))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's proof of origin is missing or old, say after a new login in another tab."""
    if not wants_json(request):
        return csrf_failure(request, reason)
    sentence = _("You have logged in again meanwhile, so this was not taken. Please do it once more.")
    return _answer(request, status=403, error="csrf", sentence=sentence)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: larger than anything the site takes; not read."""
    sentence = _("What was sent is larger than this site takes. Nothing was changed.")
    return _answer(request, status=413, error="too_large", sentence=sentence)


def failed(request: HttpRequest) -> HttpResponse:
    """500: recorded in the log; what was sent last may not have been saved."""
    sentence = _("Something went wrong on our side. What you sent may not have been saved.")
    return _answer(request, status=500, error="failed", sentence=sentence)


def _answer(request: HttpRequest, *, status: int, error: str, sentence: str) -> HttpResponse:
    if wants_json(request):
        return json_refusal(error, sentence, status=status)
    # Without the request: context processors would ask the session, and so the database.
    response = HttpResponse(loader.render_to_string(f"{status}.html"), status=status)
    response["Cache-Control"] = "no-store"
    return response
