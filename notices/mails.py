"""The mail that carries one notice or several to a person."""

from collections.abc import Sequence
from email.mime.text import MIMEText
from email.utils import format_datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from notices import kinds, private, servers
from notices.models import Notice
from notices.smtp import Envelope

DIVIDER = "\n\n" + 40 * "-" + "\n\n"


def message_id(mail: UUID) -> str:
    """Return the same number at each attempt, so that mail programs show a doubled mail once."""
    made = salted_hmac("notices.mail", str(mail), algorithm="sha256").hexdigest()[:32]
    return f"<{made}@{urlsplit(settings.SITE_URL).hostname}>"


def composed(rows: Sequence[Notice]) -> EmailMultiAlternatives:
    """Return the mail of rows that are one mail: a single notice, or all notices one after the other."""
    first = rows[0]
    message = EmailMultiAlternatives(
        subject=first.subject if len(rows) == 1 else _subject(rows),
        body=DIVIDER.join(private.opened(row) if len(rows) == 1 else _titled(row) for row in rows),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[first.address],
        headers={
            "Message-ID": message_id(first.mail),
            "Date": format_datetime(first.created_at),
            "Auto-Submitted": "auto-generated",
        },
    )
    for row in rows:
        if row.calendar:
            message.attach(_calendar(row))
    return message


def envelope_of(rows: Sequence[Notice]) -> Envelope:
    """Return the addresses of the envelope; a returned mail names its row where a mailbox is configured."""
    sender = servers.sender()
    if box := settings.NOTICE_BOUNCE_ADDRESS:
        local, _at, domain = box.partition("@")
        sender = f"{local}+{rows[0].mail.hex}@{domain}"
    return Envelope(sender, rows[0].address)


def _subject(rows: Sequence[Notice]) -> str:
    with translation.override(rows[0].language):
        return _("%(number)d notices: %(first)s") % {"number": len(rows), "first": rows[0].subject}


def _titled(row: Notice) -> str:
    return f"{row.subject}\n\n{private.opened(row)}"


def _calendar(row: Notice) -> MIMEText:
    method = kinds.of(row.kind).calendar
    part = MIMEText(row.calendar, "calendar", "utf-8")
    part.set_param("method", str(method))
    part.add_header("Content-Disposition", "attachment", filename=f"{row.round_id}.ics")
    return part
