"""How allauth behaves here: no registration, our words, mail that never fails in silence."""

import logging
from smtplib import SMTPException
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

WRONG_LOGIN = _(
    "The name or the password is not right. Check capital letters and the input method; "
    "after several failures the account is paused for a few minutes."
)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come from the secretariat; whoever has one may log in by name, mail or key."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG_LOGIN,
        "username_password_mismatch": WRONG_LOGIN,
        "incorrect_code": _("This code is not right or no longer valid."),
        "too_many_login_attempts": _(
            "Too many failed attempts. The account is paused for five minutes, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context_: dict[str, Any]) -> None:
        """Send, or say on the page that nothing was sent; never an error page."""
        try:
            super().send_mail(template_prefix, email, context_)
        except (OSError, SMTPException):
            # The template names what was lost; the address stays out of the log.
            logger.exception("mail %s was not accepted by the mail server", template_prefix)
            self._tell_mail_failed()

    def _tell_mail_failed(self) -> None:
        if context.request is not None:
            text = _("The mail server does not answer: nothing was sent. Tell the secretariat.")
            messages.error(context.request, str(text))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second steps: the picture without XML declaration, so that it stands in the page itself."""

    def build_totp_svg(self, url: str) -> str:
        """Return `<svg>…</svg>`: a `data:` address would need a hole in the content policy."""
        return str(segno.make(url, micro=False).svg_inline(border=0, omitsize=True))
