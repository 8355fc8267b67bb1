"""Error pages that tell what to do next and what may not have been saved."""

import sys
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import is_valid_path, reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django.views.defaults import bad_request as default_bad_request
from django.views.defaults import page_not_found
from psycopg.errors import ReadOnlySqlTransaction
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

from common.answers import json_refusal, wants_json
from secretariat import sending_again
from tinnhiem.serving import turns

OUTAGES = (OperationalError, InterfaceError, RedisConnectionError, RedisTimeoutError)
RETRY_AFTER_SECONDS = "30"
TURN_SECONDS = "8"


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 if database or queue cannot be reached or written to, otherwise 500."""
    return unavailable(request) if _is_outage(sys.exception()) else failed(request)


def _is_outage(problem: BaseException | None) -> bool:
    """Return whether waiting helps. A standby that was not promoted, or a full host, only lets read."""
    return isinstance(problem, OUTAGES) or (
        isinstance(problem, DatabaseError) and isinstance(problem.__cause__, ReadOnlySqlTransaction)
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """Answer 503: try again after a while and check first what was saved.

    A connection that breaks at the commit leaves unknown whether the rows were saved.
    """
    sentence = _(
        "The system cannot reach its database for a moment. It is not certain whether what you sent "
        "was saved: wait a minute, load the page again and look."
    )
    response = _answer(request, status=503, error="unavailable", sentence=sentence)
    response["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404, the same for missing pages and for pages without permission."""
    if not wants_json(request):
        return page_not_found(request, exception)
    return _answer(request, status=404, error="unknown", sentence=_("There is nothing here for you."))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403: the CSRF token is missing or old, for example after a login in another tab.

    What was typed on a page of this site is kept on the page (`secretariat.sending_again`).
    """
    typed = sending_again.groups_of(request) if sending_again.is_from_here(request) else []
    if typed:
        return sending_again.page(request, typed)
    if not wants_json(request):
        return csrf_failure(request, reason)
    sentence = _("You have logged in again since, so this request was not accepted. Please repeat it.")
    return _answer(request, status=403, error="csrf", sentence=sentence)


def readable_by_others(request: HttpRequest) -> HttpResponse:
    """Answer 403: the connection has no TLS, and the browser is not on this machine."""
    sentence = _(
        "This connection is not encrypted, so others on the network could read it. Open the page by its "
        "https address, or tell the administrator. Nothing was sent."
    )
    if wants_json(request):
        return json_refusal("readable_by_others", sentence, status=403)
    return _page("not_private.html", status=403, sentence=sentence, site=settings.SITE_URL)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400; under a name that is not one of this site's, say which address is."""
    if not isinstance(exception, DisallowedHost):
        return default_bad_request(request, exception)
    return _page("unknown_host.html", status=400, site=settings.SITE_URL)


def not_a_page(request: HttpRequest) -> HttpResponse:
    """Answer 405: the address of a button was opened as a page; offer the nearest page above it."""
    sentence = _(
        "The address of a button was opened, which does nothing. Open the page and press the button."
    )
    if wants_json(request):
        return json_refusal("not_a_page", sentence, status=405)
    return _page("405.html", status=405, back=_page_above(request.path_info))


def _page_above(path: str) -> str:
    parts = path.rstrip("/").split("/")
    above = ("/".join([*parts[:length], ""]) for length in range(len(parts) - 1, 0, -1))
    return next((address for address in above if is_valid_path(address)), "/")


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413 without reading the body."""
    sentence = _("What was sent is larger than this site takes. Nothing was changed.")
    return _answer(request, status=413, error="too_large", sentence=sentence)


def login_ended(request: HttpRequest) -> HttpResponse:
    """Answer 413 to files that nobody who is logged in sends; the body is not read, so the page says how to go on."""
    if wants_json(request):
        sentence = _("Your login has ended, so the files were not taken. Log in and choose them again.")
        return json_refusal("login", sentence, status=413)
    login = f"{reverse('account_login')}?{urlencode({'next': _page_of_form(request)})}"
    return _page("413_login.html", status=413, login=login, is_form=_keeps_text(request))


def _page_of_form(request: HttpRequest) -> str:
    """Return the page from which a form was sent: where a login leads to."""
    sent_from = urlsplit(request.headers.get("Referer", ""))
    is_here = sent_from.netloc == request.get_host() and sent_from.path.startswith("/")
    return f"/{sent_from.path.lstrip('/')}" if is_here else reverse("home")


def _keeps_text(request: HttpRequest) -> bool:
    """Return whether a form that is sent again after a login comes back with its text (`secretariat/sending_again.py`)."""
    return request.path_info.startswith(reverse("admin:index"))


def too_slow(request: HttpRequest) -> HttpResponse:
    """Answer 408: the body was not complete in time."""
    sentence = _("What was sent did not arrive completely. Nothing was changed. Please try again.")
    return _answer(request, status=408, error="too_slow", sentence=sentence)


def one_moment(request: HttpRequest) -> HttpResponse:
    """Answer 503: many people are logging in; the cookie keeps the place in the queue."""
    if wants_json(request):
        sentence = _("Many people are logging in at this moment. Please try again in ten seconds.")
        response: HttpResponse = json_refusal("one_moment", sentence, status=503)
    else:
        response = _page("one_moment.html", status=503, back=request.get_full_path())
    response["Retry-After"] = TURN_SECONDS
    turns.give(response, request.META[turns.SINCE], secure=settings.SESSION_COOKIE_SECURE)
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500; the error is logged, and what was sent last may not have been saved."""
    sentence = _("Something went wrong on our side. What you sent may not have been saved.")
    return _answer(request, status=500, error="failed", sentence=sentence)


def _answer(request: HttpRequest, *, status: int, error: str, sentence: str) -> HttpResponse:
    if wants_json(request):
        return json_refusal(error, sentence, status=status)
    return _page(f"{status}.html", status=status)


def _page(template: str, *, status: int, **shown: str | bool) -> HttpResponse:
    # Without the request, since context processors would query the session.
    page = loader.render_to_string(template, shown)
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})
