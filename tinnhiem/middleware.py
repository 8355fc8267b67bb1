"""Security headers, a limit on the size of requests, and the required second factor."""

import re
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import activate, get_language
from django.utils.translation import gettext as _

from audit import origin
from common import team_words
from common.answers import json_refusal, wants_json
from common.transport import is_private
from officials.accounts.first_login import must_choose
from officials.accounts.second_factor import lacks_second_factor
from officials.models import User
from rounds.filings import owes_something
from secretariat import sending_again
from tinnhiem.errors import login_ended, not_a_page, one_moment, readable_by_others, too_large, too_slow
from tinnhiem.serving.application import ALLOWED, ASKED, REFUSED
from tinnhiem.serving.calling import body_size

Handler = Callable[[HttpRequest], HttpResponse]
REFUSALS: dict[str, Handler] = {"one_moment": one_moment, "too_large": too_large, "too_slow": too_slow}

# Disable camera, microphone and sensors; allow passkeys for this site only.
PERMISSIONS_POLICY = ", ".join(
    [
        f"{name}=()"
        for name in (
            "accelerometer",
            "autoplay",
            "browsing-topics",
            "camera",
            "display-capture",
            "encrypted-media",
            "fullscreen",
            "geolocation",
            "gyroscope",
            "hid",
            "idle-detection",
            "magnetometer",
            "microphone",
            "midi",
            "payment",
            "picture-in-picture",
            "serial",
            "screen-wake-lock",
            "usb",
            "xr-spatial-tracking",
        )
    ]
    + ["publickey-credentials-get=(self)", "publickey-credentials-create=(self)"]
)
# Marks, keys, passwords and papers of officials pass here.
PRIVATE_PATHS = ("/vote/", "/committee/", "/dossiers/")
# Addresses with fields for files; the proxy's configuration repeats them. `*` is one part of a path, as in Caddy.
TAKING_FILES = (
    "/admin/officials/dossier/add/",
    "/admin/officials/dossier/*/change/",
    "/admin/officials/official/add/",
    "/admin/officials/official/*/change/",
    "/dossiers/*/upload",
    "/lists/*/",
    "/plans/*/sign",
)
# What a person who came by a link or a login card can reach before choosing a password or passkey: choosing,
# logging out, the language, and addresses that use no session.
WITHOUT_PASSWORD = (
    "/accounts/first/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/logout/",
    "/i18n/",
    "/jsi18n/",
    "/box/",
    "/health/",
    "/metrics",
    "/static/",
)
# What a person without the required second factor can reach: the same, and setting one up.
OPEN_PATHS = ("/accounts/2fa/", "/accounts/reauthenticate/", "/accounts/password/set/", *WITHOUT_PASSWORD)


def plain_words(get_response: Handler) -> Handler:
    """Restore the usual wording after a page that names one round's counting team."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if get_language() == team_words.VARIANT:
            activate(team_words.LANGUAGE)
        return response

    return middleware


def security_headers(get_response: Handler) -> Handler:
    """Add headers that neither Django nor django-csp sets; personal pages are not stored by browsers."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Cache-Control", "no-store")
        # Django's middleware runs too late for earlier refusals, such as a forged host.
        response.setdefault("X-Frame-Options", "DENY")
        return response

    return middleware


def known_origin(get_response: Handler) -> Handler:
    """Tell the log that changes come from a page, and of which account; the account is read only when something changes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        origin.begin(origin.WEB, lambda: request.user)
        try:
            return get_response(request)
        finally:
            origin.end()

    return middleware


def unread(get_response: Handler) -> Handler:
    """Answer a request that `tinnhiem.serving` did not take, in the reader's language."""

    def middleware(request: HttpRequest) -> HttpResponse:
        reason = request.META.get(REFUSED)
        return REFUSALS[reason](request) if reason else get_response(request)

    return middleware


def pages_only(get_response: Handler) -> Handler:
    """Give a page to a person who opens the address of a button, instead of an empty answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = not_a_page(request)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def private_connection(get_response: Handler) -> Handler:
    """Refuse ballots and the counting team's work on a connection that others can read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(PRIVATE_PATHS) and not is_private(request):
            return readable_by_others(request)
        return get_response(request)

    return middleware


def size_limit(get_response: Handler) -> Handler:
    """Refuse too large requests before anything is written to the disk.

    `tinnhiem.serving` asks about a large body before it reads it; 204 allows it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        size = body_size(request.META)
        if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and size > _most(request):
            return login_ended(request) if _lacks_login(request, size) else too_large(request)
        return HttpResponse(status=ALLOWED) if ASKED in request.META else get_response(request)

    return middleware


def takes_files(path: str) -> bool:
    """Return whether there is a field for files at this address."""
    patterns = (re.escape(one).replace(r"\*", "[^/]+") for one in TAKING_FILES)
    return any(re.fullmatch(pattern, path) for pattern in patterns)


def _most(request: HttpRequest) -> int:
    is_known = (
        takes_files(request.path_info) and isinstance(request.user, User) and _files_papers(request.user)
    )
    return int(settings.LARGEST_UPLOAD if is_known else settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _lacks_login(request: HttpRequest, size: int) -> bool:
    """Return whether the body might be taken from somebody who is logged in."""
    is_file = takes_files(request.path_info) and size <= settings.LARGEST_UPLOAD
    return is_file and not request.user.is_authenticated


def _files_papers(user: User) -> bool:
    """Return whether files are taken from this person: from secretaries, and from officials who are asked for papers."""
    return user.is_staff or owes_something(user=user)


def typed_text(get_response: Handler) -> Handler:
    """Keep what was typed while login or role ended on a page, instead of losing it in the way to the login or a refusal."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # What was typed comes first: casting a ballot reads neither session nor account.
        typed = sending_again.groups_of(request) if _may_lose_text(request, response) else []
        if not typed or not _loses_text(request, response):
            return response
        if request.user.is_authenticated:
            return sending_again.page_to_copy(request, typed, status=response.status_code)
        return sending_again.page(request, typed)

    return middleware


def _may_lose_text(request: HttpRequest, response: HttpResponse) -> bool:
    is_losing = _is_refused(response) or _leads_to_login(response)
    return is_losing and sending_again.is_from_here(request)


def _loses_text(request: HttpRequest, response: HttpResponse) -> bool:
    if not request.user.is_authenticated:
        return _leads_to_login(response)
    return _is_refused(response) and not sending_again.keeps_text(response) and not wants_json(request)


def _is_refused(response: HttpResponse) -> bool:
    return response.status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


def _leads_to_login(response: HttpResponse) -> bool:
    return response.status_code == HTTPStatus.FOUND and urlsplit(response["Location"]).path == reverse(
        "account_login"
    )


def own_password(get_response: Handler) -> Handler:
    """Redirect a person who came by a link or a login card to the choice of a password or passkey."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return _send_to_password(request) if _must_choose(request) else get_response(request)

    return middleware


def _must_choose(request: HttpRequest) -> bool:
    return not request.path_info.startswith(WITHOUT_PASSWORD) and must_choose(request)


def _send_to_password(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return json_refusal("own_password", _("First choose a password of your own."), status=403)
    here = {"next": request.get_full_path()}
    return HttpResponseRedirect(f"{reverse('first_choice')}?{urlencode(here)}")


def second_factor(get_response: Handler) -> Handler:
    """Redirect people who must have a second factor and have none to the page that sets one up.

    The check uses person and address only, so it reveals nothing about existing objects.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return _send_to_setup(request) if _must_set_up(request) else get_response(request)

    return middleware


def _must_set_up(request: HttpRequest) -> bool:
    if not settings.REQUIRE_STAFF_MFA or request.path_info.startswith(OPEN_PATHS):
        return False
    return lacks_second_factor(request.user)


def _send_to_setup(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        sentence = _("Your duties need a second step when logging in. Set it up on the page of your account.")
        return json_refusal("second_factor", sentence, status=403)
    here = {"required": 1, "next": request.get_full_path()}
    return HttpResponseRedirect(f"{reverse('mfa_index')}?{urlencode(here)}")
