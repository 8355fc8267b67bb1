"""Mails to the person of an account about each change that somebody else made."""

import datetime
from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.happenings import happened
from officials import mail
from officials.models import UnitRole, User

# What a mail says of each field, and its wording for the account as it is now.
WORDS: Mapping[str, str | Promise] = {
    "full_name": gettext_lazy("full name"),
    "username": gettext_lazy("user name"),
    "email": gettext_lazy("e-mail address"),
    "staff_code": gettext_lazy("staff code"),
    "unit_id": gettext_lazy("unit"),
    "language": gettext_lazy("language of mails"),
    "identity_hash": gettext_lazy("last six digits of the identity number"),
}


def changes(before: User, after: User) -> list[str]:
    """Return the names of the fields that differ."""
    fields = [*WORDS, "is_active"]
    return [name for name in fields if getattr(before, name) != getattr(after, name)]


def tell(*, account: User, former_email: str, changed: list[str], actor: User) -> None:
    """Tell the person by mail, at the former address too, unless the person made the change."""
    if not changed or account.pk == actor.pk:
        return
    with translation.override(account.language):
        lines = [_sentence(account, name) for name in changed]
        _post(account, [former_email, account.email], lines, actor)


def tell_of_role(*, role: UnitRole, is_given: bool, actor: User) -> None:
    """Tell the person that a role was given or taken."""
    if role.user.pk == actor.pk:
        return
    with translation.override(role.user.language):
        text = _("Role given: %(role)s, %(unit)s.") if is_given else _("Role taken: %(role)s, %(unit)s.")
        line = text % {"role": role.get_role_display(), "unit": role.unit}
        _post(role.user, [role.user.email], [line], actor)


def tell_of_card(*, account: User, actor: User) -> None:
    """Tell the person that a login card was printed, unless the person printed it."""
    if account.pk == actor.pk:
        return
    with translation.override(account.language):
        line = _("A login card was printed for you. With it a password can be chosen for your account.")
        _post(account, [account.email], [line], actor)


def send_link(*, account: User, url: str, until: datetime.datetime, actor: User) -> None:
    """Mail the person a one-time link for logging in."""
    with translation.override(account.language):
        context = {"account": account, "url": url, "until": timezone.localtime(until), "actor": actor}
        context["contact"] = settings.SECRETARIAT_CONTACT
        body = render_to_string("account/email/login_link.txt", context)
        subject = f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{_('Your link for logging in')}"
        if account.unit_id:
            # A room above sends it, and shows the secretariat of the unit whether it arrived.
            happened("account.link", account=account, subject=subject, body=body, until=until)
        else:
            mail.post(EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [account.email]))


def _sentence(account: User, name: str) -> str:
    if name == "is_active":
        return _("The account may log in again.") if account.is_active else _("The account is blocked.")
    return _("Changed: %(what)s.") % {"what": WORDS[name]}


def _post(account: User, emails: list[str], lines: list[str], actor: User) -> None:
    context = {"account": account, "lines": lines, "actor": actor, "at": timezone.localtime()}
    context["contact"] = settings.SECRETARIAT_CONTACT
    body = render_to_string("account/email/changed_by_others.txt", context)
    subject = f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{_('Your account was changed')}"
    for email in dict.fromkeys(filter(None, emails)):
        mail.post(EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [email]))
