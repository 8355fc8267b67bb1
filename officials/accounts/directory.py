"""Client of the agency's directory (OpenID Connect): its endpoints and its claims about a person.

allauth speaks the protocol; its tables and its pages for connecting accounts are not used
(docs/decisions/32-login-through-a-directory.md).
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse

ID = "directory"
DESCRIPTION_SECONDS = 600  # for which each process caches the directory's description of itself
PAUSE_SECONDS = 30  # after a failure in which the directory is not asked
AWAY = "officials-directory-away"
# Raised by the client of the protocol if the directory is away or its answer is malformed.
FAILURES = (requests.RequestException, OAuth2Error, KeyError, TypeError, ValueError)
_descriptions: dict[str, tuple[float, dict[str, Any]]] = {}


@dataclass(frozen=True)
class Claims:
    """Claims of the directory about a person; "" for a claim that is missing or not confirmed."""

    subject: str
    staff_code: str = ""
    address: str = ""


def is_on() -> bool:
    return bool(settings.OIDC_ISSUER)


def is_away() -> bool:
    """Return whether the directory failed in the last `PAUSE_SECONDS`."""
    return bool(cache.get(AWAY))


def remember_away() -> None:
    cache.set(AWAY, 1, PAUSE_SECONDS)


def claims_of(answer: Mapping[str, Mapping[str, Any]]) -> Claims:
    """Return the claims of the ID token and of the answer about the user.

    Raises `OAuth2Error` if the two speak of different people (OpenID Connect Core 1.0, section 5.3.2).
    """
    token, about = answer.get("id_token", {}), answer.get("userinfo", {})
    if not token.get("sub") or token["sub"] != about.get("sub"):
        raise OAuth2Error("The ID token and the user info name different subjects.")
    said = {**token, **about}
    is_confirmed = said.get("email_verified") is True
    return Claims(
        subject=str(said["sub"]),
        staff_code=_text(said.get(settings.OIDC_STAFF_CODE_CLAIM)) if settings.OIDC_STAFF_CODE_CLAIM else "",
        address=_text(said.get("email")) if is_confirmed else "",
    )


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) else ""


def provider(request: HttpRequest) -> "Provider":
    """Return the provider that the settings describe."""
    app = SocialApp(
        provider=OpenIDConnectProvider.id,
        provider_id=ID,
        name=settings.OIDC_NAME,
        client_id=settings.OIDC_CLIENT_ID,
        secret=settings.OIDC_CLIENT_SECRET,
    )
    app.settings = {"server_url": settings.OIDC_ISSUER.rstrip("/"), "oauth_pkce_enabled": True}
    return Provider(request, app=app)


class Directory(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """allauth's client of the protocol, with a checked and cached description, and the site's public address."""

    @property
    def openid_config(self) -> dict[str, Any]:
        issuer, now = settings.OIDC_ISSUER, time.monotonic()
        until, found = _descriptions.get(issuer, (0.0, {}))
        if until < now:
            found = _description(self.get_provider().server_url)
            _descriptions[issuer] = (now + DESCRIPTION_SECONDS, found)
        return found

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return f"{settings.SITE_URL}{reverse('directory_callback')}"


def _description(address: str) -> dict[str, Any]:
    """Read the directory's description of itself; it must be the one of our issuer (OpenID Connect Discovery 1.0, section 4.3)."""
    with get_adapter().get_requests_session() as session:
        answer = session.get(address)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    if found["issuer"] != settings.OIDC_ISSUER:
        raise OAuth2Error("The description names another issuer.")
    if settings.OIDC_ISSUER.startswith("https:") and not found["authorization_endpoint"].startswith("https:"):
        raise OAuth2Error("The description names an address without TLS.")
    return found


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    oauth2_adapter_class = Directory

    def get_default_scope(self) -> list[str]:
        """Return the scopes that are needed to find the account, and no others."""
        return ["openid", "profile"] if settings.OIDC_STAFF_CODE_CLAIM else ["openid", "email"]
