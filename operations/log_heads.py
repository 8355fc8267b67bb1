"""One head of the log a day, mailed to those who keep it where nobody who administers the database can change it."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.models import DailyHead
from audit.selectors import heads
from audit.services import note_head
from officials import mail


@transaction.atomic
def keep() -> None:
    """Keep the head of today and enqueue the mails, once a day; repeating it does nothing."""
    head = heads().last() if note_head() else None
    if head is not None:
        for address in settings.LOG_HEAD_RECIPIENTS:
            mail.post(_message(head, address))


def _message(head: DailyHead, address: str) -> EmailMessage:
    with override(settings.LANGUAGE_CODE):
        subject = _("Head of the log, %(day)s") % {"day": f"{head.day:%d/%m/%Y}"}
        text = _(
            "Keep this mail. It stands for every entry of the log of %(site)s until link %(number)s; "
            "“manage.py audit verify --head” compares it with the log.\n\n%(hash)s"
        ) % {"site": settings.SITE_URL, "number": head.number, "hash": bytes(head.hash).hex()}
    prefix = settings.ACCOUNT_EMAIL_SUBJECT_PREFIX
    return EmailMessage(f"{prefix}{subject}", text, settings.DEFAULT_FROM_EMAIL, [address])
