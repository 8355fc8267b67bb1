"""Adapters of allauth: no registration, our sentences, and failing mail is reported."""

import logging
from typing import Any
from urllib.parse import urlsplit

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from officials import mail
from officials.accounts import limits, own_changes
from officials.accounts.selectors import account_key
from officials.accounts.services import choose_password

logger = logging.getLogger(__name__)

UNKNOWN = "account/email/unknown_account"
FAILED_HERE = "login_failed_here"  # in settings.ACCOUNT_RATE_LIMITS
WRONG_LOGIN = _(
    "The name or the password is not right. Check capital letters and the input method; "
    "after several failures the account is paused for a few minutes."
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are created by the secretariat; people log in by user name, mailed code or passkey."""

    _tried: Any = None
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG_LOGIN,
        "username_password_mismatch": WRONG_LOGIN,
        "incorrect_code": _("This code is not right or no longer valid."),
        "too_many_login_attempts": _(
            "Too many failed attempts. The account is paused for five minutes, then try again."
        ),
        "too_many_from_here": _("Too many failed attempts from this network. Wait a minute, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Redirect to this site only, at its public address."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts={urlsplit(settings.SITE_URL).netloc})

    def get_reset_password_from_key_url(self, key: str) -> str:
        return _as_people_know_it(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return _as_people_know_it(super().get_email_confirmation_url(request, emailconfirmation))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt, for this account from this address and for the account as a whole.

        The address itself has a limit of failures only, so that a hall can log in behind one.
        """
        if limits.is_reached(request, FAILED_HERE):
            raise self.validation_error("too_many_from_here")
        super().pre_authenticate(request, **credentials)
        self._tried = limits.count_attempt(
            request, "login_failed_anywhere", _account_of(request, credentials)
        )
        if self._tried is None:
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        limits.count_attempt(request, FAILED_HERE)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return limits.pair(request, _account_of(request, credentials))

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        if self._tried:
            self._tried.rollback()

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        super()._delete_login_attempts_cached_email(request, **credentials)
        limits.forget(request, "login_failed_anywhere", _account_of(request, credentials))

    def set_password(self, user: Any, password: str) -> None:
        """Set a new password as an act of the person, even if nobody is logged in, as after a link in a mail.

        The base class would write all columns, and undo what the secretariat changed while the hash was made.
        """
        choose_password(user=user, password=password)

    def send_mail(self, template_prefix: str, email: str, context_: dict[str, Any]) -> None:
        """Hand a mail to the worker; if the queue is away, say so on the page.

        allauth asks for a mail to unknown addresses too. It is rendered and enqueued like any other, and
        the worker drops it, so that the answer takes as long whether the account exists or not.
        """
        message = self.render_mail(template_prefix, email, self._mail_context(email, context_))
        try:
            mail.post(message, is_wanted=template_prefix != UNKNOWN)
        except (OperationalError, RedisError, OSError):
            # The template name would tell whether the account exists.
            logger.warning("A mail could not be enqueued.")
            self._tell_mail_failed()

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Mail the person about a change of the login, with the day and without the address of the device."""
        kind = template_prefix.rpartition("/")[2]
        named = [(context or {}).get(name) for name in ("from_email", "to_email", "deleted_email")]
        detail = " → ".join(filter(None, named))
        own_changes.tell(user=user, kind=kind, detail=detail, former=email or "")

    def _mail_context(self, email: str, context_: dict[str, Any]) -> dict[str, Any]:
        site = get_current_site(context.request)
        return {"request": context.request, "email": email, "current_site": site, **context_}

    def _tell_mail_failed(self) -> None:
        if context.request is not None:
            text = _("No mail can be sent at present. Tell the secretariat.")
            messages.error(context.request, str(text))


def _account_of(request: HttpRequest, credentials: dict[str, Any]) -> str:
    """Return the key under which attempts are counted: one for user name and address of an account."""
    login = str(credentials.get("email") or credentials.get("username") or "").lower()
    known: dict[str, str] = request.__dict__.setdefault("accounts_tried", {})
    if login not in known:
        known[login] = account_key(login)
    return known[login]


def _as_people_know_it(url: str) -> str:
    """Return the address with our public host, since a request may name another accepted host."""
    return f"{settings.SITE_URL}{urlsplit(url).path}"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors; the QR code has no XML declaration, so that it can be part of the page."""

    def build_totp_svg(self, url: str) -> str:
        """Return `<svg>…</svg>`: a `data:` address would need an exception in the content security policy."""
        return str(segno.make(url, micro=False).svg_inline(border=0, omitsize=True))
