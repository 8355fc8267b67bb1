"""Read a returned mail: which of ours it was, and what the mail server that gave up said."""

import email
import email.policy
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message

from django.conf import settings

from notices.smtp import LONGEST_WORDS


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a returned mail says; `is_final` unless the server goes on trying."""

    mail: uuid.UUID
    is_final: bool
    said: str


def read_bounce(content: bytes) -> Bounce | None:
    """Return what a mail reports about one of ours, or None if it is no report (RFC 3464)."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    mail, reports = _mail_of(message), list(_reports(message))
    if mail is None or not reports:
        return None
    actions = {str(report.get("Action", "")).strip().lower() for report in reports}
    return Bounce(mail, is_final="failed" in actions, said=_words(reports))


def _mail_of(message: EmailMessage) -> uuid.UUID | None:
    """Return the number in the address to which the mail was returned: `tra-lai+<number>@…`."""
    local, _at, domain = settings.NOTICE_BOUNCE_ADDRESS.partition("@")
    if not domain:
        return None
    ours = re.compile(rf"{re.escape(local)}\+([0-9a-f]{{32}})@{re.escape(domain)}", re.IGNORECASE)
    names = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
    for value in (str(value) for name in names for value in message.get_all(name, [])):
        if found := ours.search(value):
            return uuid.UUID(found[1])
    return None


def _reports(message: EmailMessage) -> Iterator[Message]:
    """Yield the parts about single recipients of a `message/delivery-status`."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            yield from (block for block in part.iter_parts() if "Action" in block)


def _words(reports: list[Message]) -> str:
    lines = [
        " ".join(str(report.get(name, "")).split())
        for report in reports
        for name in ("Status", "Diagnostic-Code")
    ]
    return " ".join(filter(None, lines))[:LONGEST_WORDS] or "–"
