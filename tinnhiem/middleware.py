"""Headers on every answer, and the second step before the staff's doors."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from officials.accounts.second_factor import has_second_factor

Handler = Callable[[HttpRequest], HttpResponse]

# A voting page has no use for any of the device's senses; passkeys are for ourselves only.
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
STAFF_DOORS = ("/admin/", "/committee/", "/desk/")


def security_headers(get_response: Handler) -> Handler:
    """Add what neither Django nor django-csp sets; pages with a person's data are not kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in response and response.get("Content-Type", "").startswith("text/html"):
            response["Cache-Control"] = "no-store"
        return response

    return middleware


def second_factor(get_response: Handler) -> Handler:
    """Lead who enters a staff door without a second step to the page that sets one up.

    The check is by address, before anything is looked up, so it tells nothing about what exists
    and costs voters no query.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if _must_set_up(request):
            here = {"required": 1, "next": request.get_full_path()}
            return HttpResponseRedirect(f"{reverse('mfa_index')}?{urlencode(here)}")
        return get_response(request)

    return middleware


def _must_set_up(request: HttpRequest) -> bool:
    at_door = settings.REQUIRE_STAFF_MFA and request.path_info.startswith(STAFF_DOORS)
    return bool(at_door and request.user.is_authenticated and not has_second_factor(request.user))
