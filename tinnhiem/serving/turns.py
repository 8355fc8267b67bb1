"""A ticket for people who wait for the login: since when. The cookie keeps their turn over several attempts."""

import time

from django.core.signing import BadSignature, Signer
from django.http import HttpResponse, parse_cookie

from tinnhiem.serving.calling import Environ

COOKIE = "turn"
SINCE = "tinnhiem.since"
VALID_SECONDS = 300


def since(environ: Environ) -> float | None:
    """Return the time of the client's first attempt, or None without a valid ticket."""
    ticket = parse_cookie(environ.get("HTTP_COOKIE", "")).get(COOKIE, "")
    try:
        begun = int(_signer().unsign(ticket)) / 1000
    except (BadSignature, ValueError):
        return None
    return begun if 0 <= time.time() - begun <= VALID_SECONDS else None


def give(response: HttpResponse, begun: float, *, secure: bool) -> None:
    """Set the cookie with the ticket."""
    ticket = _signer().sign(str(int(1000 * begun)))
    response.set_cookie(COOKIE, ticket, max_age=VALID_SECONDS, secure=secure, httponly=True, samesite="Lax")


def _signer() -> Signer:
    return Signer(salt="tinnhiem.serving.turns")
