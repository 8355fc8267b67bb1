"""Adapter of allauth for the login through a directory: its only provider, and the handling of the answer."""

import logging
from typing import Any, NoReturn

import requests
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.utils import perform_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from officials.accounts import directory
from officials.accounts.directory_services import account_through_directory
from officials.models import User

logger = logging.getLogger(__name__)


class DirectoryAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """One provider, described by the settings; its answer opens an account that exists, and nothing is stored."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def get_provider(self, request: HttpRequest, provider: str, client_id: Any = None) -> directory.Provider:
        return directory.provider(request)

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """Return none: rows of the database describe no provider."""
        return []

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> NoReturn:
        """Log in as the account that belongs to the answer, which goes no further.

        allauth would write the whole answer into a row and into the session.
        """
        user = account_through_directory(claims=directory.claims_of(sociallogin.account.extra_data))
        response = _no_account(request) if user is None else _log_in(request, user, sociallogin)
        raise ImmediateHttpResponse(response)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> NoReturn:
        """Answer in our words; the reason goes into the log of the program, without the directory's data."""
        if isinstance(exception, requests.RequestException):
            raise ImmediateHttpResponse(away(request, exception))
        if error == AuthError.CANCELLED:
            messages.info(request, _("The login through the directory was cancelled."))
            raise ImmediateHttpResponse(redirect("account_login"))
        logger.warning("The directory's answer was not accepted: %s", type(exception).__name__)
        raise ImmediateHttpResponse(render(request, "account/directory_failed.html", status=403))


def away(request: HttpRequest, problem: Exception) -> HttpResponse:
    """Answer 503, and do not ask the directory again for `PAUSE_SECONDS`."""
    logger.warning("The directory could not be used: %s", type(problem).__name__)
    directory.remember_away()
    return render(request, "account/directory_away.html", status=503)


def _no_account(request: HttpRequest) -> HttpResponse:
    return render(request, "account/directory_unknown.html", status=403)


def _log_in(request: HttpRequest, user: User, sociallogin: SocialLogin) -> HttpResponse:
    """Log in as after a password: the second factor is still required."""
    if request.user.is_authenticated:
        get_account_adapter(request).logout(request)
    response: HttpResponse = perform_login(
        request, user, redirect_url=sociallogin.get_redirect_url(request), signal_kwargs=None
    )
    return response
