"""Names of devices, and the cookie that identifies a device."""

import hashlib
import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "device"
# Sent to the pages of the login only: never with a ballot, and not with other pages.
COOKIE_PATH = "/accounts/"
COOKIE_SECONDS = 400 * 24 * 3600  # the most that browsers keep
BROWSERS = (
    ("coc_coc_browser", "Cốc Cốc"),
    ("Zalo", "Zalo"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def name_of(request: HttpRequest) -> str:
    """Return browser and system of the device, such as "Chrome, Android", without versions; "" if unknown."""
    agent = str(request.META.get("HTTP_USER_AGENT", ""))
    found = [next((name for sign, name in table if sign in agent), "") for table in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found))


def cookie_hash(request: HttpRequest) -> str:
    """Return the hash by which the device is known; a device without the cookie gets one with the answer."""
    token = str(request.COOKIES.get(COOKIE, ""))
    if len(token) < 40:
        token = secrets.token_urlsafe(32)
        request.META[COOKIE] = token
    return hashlib.sha256(token.encode()).hexdigest()


def device_cookie(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Send the cookie to a device from which somebody has logged in for the first time."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if token := request.META.get(COOKIE):
            response.set_cookie(
                COOKIE,
                token,
                max_age=COOKIE_SECONDS,
                path=COOKIE_PATH,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return middleware
