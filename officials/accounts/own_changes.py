"""Mails to the person of an account about logins from new devices and changes of the login.

They contain the day only. While the person is on the roll of an open vote they wait, because the mail server
would record the time.
"""

import datetime
from collections.abc import Mapping

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.questions import is_so
from officials import mail
from officials.accounts.devices import COOKIE_SECONDS
from officials.models import KnownDevice, User, WaitingMail

NEW_DEVICE, ENDED, FORGOTTEN = "new_device", "logins_ended", "second_step_forgotten"
TIED, UNTIED = "directory_tied", "directory_untied"
OTHER = gettext_lazy("How this account is opened was changed.")
PASSWORD = gettext_lazy("The password was changed.")
# Kinds of allauth by the last part of their names, and our own.
SENTENCES: Mapping[str, str | Promise] = {
    NEW_DEVICE: gettext_lazy("Somebody logged in from a device that was not used for this account before."),
    ENDED: gettext_lazy("Logins on other devices were ended."),
    FORGOTTEN: gettext_lazy("The second step of the login was removed by the keeper of the system."),
    TIED: gettext_lazy("The login through the agency’s directory was tied to this account."),
    UNTIED: gettext_lazy("The login through the agency’s directory was untied from this account."),
    "password_changed": PASSWORD,
    "password_set": PASSWORD,
    "password_reset": PASSWORD,
    "email_changed": gettext_lazy("The e-mail address was changed."),
    "email_deleted": gettext_lazy("An e-mail address was removed."),
    "totp_activated": gettext_lazy("An authenticator app was set up for the second step."),
    "totp_deactivated": gettext_lazy("The authenticator app of the second step was removed."),
    "recovery_codes_generated": gettext_lazy("New recovery codes were made."),
    "webauthn_added": gettext_lazy("A passkey or security key was added."),
    "webauthn_removed": gettext_lazy("A passkey or security key was removed."),
}


@transaction.atomic
def tell(*, user: User, kind: str, detail: str = "", former: str = "") -> None:
    """Tell the person, at the former address too; later if the person stands on the roll of an open vote."""
    if not user.email and not former:
        return
    row = WaitingMail(user=user, kind=kind, detail=detail, address=former, day=timezone.localdate())
    if is_so("person.is_held", user_id=user.pk):
        row.save(force_insert=True)
    else:
        _post(row)


def tell_waiting() -> int:
    """Send the mails of people who stand on the roll of no open vote any more; return how many."""
    sent = 0
    for pk in WaitingMail.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            row = WaitingMail.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk)
            waiting = row.select_related("user").first()
            if waiting and not is_so("person.is_held", user_id=waiting.user_id):
                _post(waiting)
                waiting.delete()
                sent += 1
    return sent


def _post(row: WaitingMail) -> None:
    emails = dict.fromkeys(filter(None, [row.address, row.user.email]))
    with translation.override(row.user.language):
        context = {
            "account": row.user,
            "line": SENTENCES.get(row.kind, OTHER),
            "detail": row.detail,
            "day": row.day,
        }
        context |= {"contact": settings.SECRETARIAT_CONTACT, "site": settings.SITE_URL}
        body = render_to_string("account/email/own_changes.txt", context)
        about = _("A new device") if row.kind == NEW_DEVICE else _("Your account was changed")
        for email in emails:
            subject = f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{about}"
            mail.post(EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [email]))


def forget_old() -> None:
    """Forget the devices that have not been used for longer than their cookie lasts."""
    since = timezone.localdate() - datetime.timedelta(seconds=COOKIE_SECONDS)
    KnownDevice.objects.filter(day__lt=since).delete()
