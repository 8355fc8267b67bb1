"""Security headers, a limit on the size of requests, and the second factor for staff."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import activate, get_language

from common import team_words
from officials.accounts.second_factor import has_second_factor
from tinnhiem.errors import too_large

Handler = Callable[[HttpRequest], HttpResponse]

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
STAFF_PATHS = ("/admin/", "/committee/", "/desk/")


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


def size_limit(get_response: Handler) -> Handler:
    """Refuse too large requests before anything is written to the disk."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length", "")
        size = int(length) if length.isdecimal() else 0
        if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and size > _most(request):
            return too_large(request)
        return get_response(request)

    return middleware


def _most(request: HttpRequest) -> int:
    is_staff = request.path_info.startswith("/admin/") and getattr(request.user, "is_staff", False)
    return int(settings.LARGEST_UPLOAD if is_staff else settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def second_factor(get_response: Handler) -> Handler:
    """Redirect staff without a second factor to the page that sets one up.

    The check uses the address only, so it reveals nothing about existing objects and costs voters no
    query.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if _must_set_up(request):
            here = {"required": 1, "next": request.get_full_path()}
            return HttpResponseRedirect(f"{reverse('mfa_index')}?{urlencode(here)}")
        return get_response(request)

    return middleware


def _must_set_up(request: HttpRequest) -> bool:
    at_door = settings.REQUIRE_STAFF_MFA and request.path_info.startswith(STAFF_PATHS)
    return bool(at_door and request.user.is_authenticated and not has_second_factor(request.user))
