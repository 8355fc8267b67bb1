"""Sessions that began with a one-time link or a login card: they only allow choosing a password or a passkey.

The mark is kept in the session, so that it is still there after the second step of allauth.
"""

from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.account.utils import perform_login
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth import logout, update_session_auth_hash
from django.db import transaction
from django.dispatch import Signal, receiver
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from officials.accounts.selectors import is_passkey
from officials.accounts.services import choose_password
from officials.models import User

MARK = "first_login"
chosen = Signal()  # arguments: user, method; in the transaction of the password, or after the passkey


def begin(request: HttpRequest, user: User, *, method: str, after: str = "") -> HttpResponse:
    """Log the person in and redirect to the choice; `after` is the page that follows."""
    logout(request)
    request.session[MARK] = method
    # Adding a passkey asks for the password again, which this person does not have.
    record_authentication(request, user, method=method, reauthenticated=True)
    choice = reverse("first_choice") + (f"?{urlencode({'next': after})}" if after else "")
    answer: HttpResponse = perform_login(request, user, redirect_url=choice)
    return answer


def must_choose(request: HttpRequest) -> bool:
    """Return whether the person has still to choose a password or a passkey."""
    return MARK in request.session and request.user.is_authenticated


@transaction.atomic
def settle(request: HttpRequest, user: User, password: str) -> None:
    """Give the account the chosen password and let the session go on as a usual one."""
    chosen.send(User, user=user, method=request.session[MARK])
    choose_password(user=user, password=password)
    del request.session[MARK]
    _forget_time(request, user)
    update_session_auth_hash(request, user)


@receiver(authenticator_added)
def _passkey_added(request: HttpRequest, authenticator: Authenticator, **_named: Any) -> None:
    if must_choose(request) and is_passkey(authenticator):
        chosen.send(User, user=authenticator.user, method=request.session.pop(MARK))
        _forget_time(request, authenticator.user)


def _forget_time(request: HttpRequest, user: User) -> None:
    """End the confirmation by link or card, so that the session stores the day of the login and not the time."""
    steps = get_authentication_records(request, user)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        {**step, "reauthenticated": False} for step in steps
    ]
