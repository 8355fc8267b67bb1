"""A session that began with a one-time link or a login card: nothing but the choice of an own way to log in.

The mark stands in the session, so that it outlasts the second step of allauth.
"""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth import logout, update_session_auth_hash
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from officials.accounts.selectors import is_passkey
from officials.models import User

MARK = "first_login"


def begin(request: HttpRequest, user: User, *, method: str, after: str = "") -> HttpResponse:
    """Log the person in and redirect to the choice; `after` is the page that follows."""
    logout(request)
    request.session[MARK] = True
    # Adding a passkey asks for the password again, which this person does not have.
    record_authentication(request, user, method=method, reauthenticated=True)
    choice = reverse("first_choice") + (f"?{urlencode({'next': after})}" if after else "")
    answer: HttpResponse = perform_login(request, user, redirect_url=choice)
    return answer


def must_choose(request: HttpRequest) -> bool:
    """Return whether the person has still to choose a password or a passkey."""
    return MARK in request.session and request.user.is_authenticated


def settle(request: HttpRequest) -> None:
    """Let the session go on as a usual one, with the password that was chosen."""
    request.session.pop(MARK, None)
    update_session_auth_hash(request, request.user)  # type: ignore[arg-type]  # logged in


@receiver(authenticator_added)
def _passkey_added(request: HttpRequest, authenticator: Authenticator, **_named: Any) -> None:
    if is_passkey(authenticator):
        request.session.pop(MARK, None)
