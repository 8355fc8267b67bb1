"""Read returned mails from a mailbox, and empty private texts whose day has come."""

import imaplib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.utils import timezone

from notices.bounces import read_bounce
from notices.models import Notice

log = logging.getLogger(__name__)
State = Notice.State
AT_ONCE = 100
PATIENCE = 20  # seconds


def read_mailbox() -> int:
    """Read the mails that were not seen yet, and return how many notices they report as not delivered.

    Nothing is deleted. A mail that was read but not marked as seen is read again, which changes nothing.
    """
    if settings.NOTICE_BOUNCE_MAILBOX is None:
        return 0
    returned = 0
    try:
        with _opened() as box:
            for number in _unseen(box):
                returned += record(_content(box, number))
                box.store(number, "+FLAGS", r"\Seen")
    except (imaplib.IMAP4.error, OSError) as problem:
        log.warning("The mailbox of returned mails cannot be read: %s", type(problem).__name__)
    return returned


def record(content: bytes) -> int:
    """Record what a returned mail says, and return how many notices it concerns."""
    bounce = read_bounce(content)
    if bounce is None or not bounce.is_final:
        return 0
    sent = Notice.objects.filter(mail=bounce.mail, state__in=[State.ACCEPTED, State.UNKNOWN])
    return sent.update(state=State.BOUNCED, said=bounce.said, changed_at=timezone.now())


def empty_private() -> int:
    """Empty the texts that hold a way to log in once their day has come; return how many."""
    over = Notice.objects.filter(is_private=True, delete_on__lte=timezone.localdate()).exclude(body="")
    waiting = over.filter(state__in=[State.WAITING, State.DEFERRED])
    waiting.update(state=State.WITHDRAWN, due_at=None, queued_until=None, changed_at=timezone.now())
    return over.exclude(state__in=[State.CLAIMED, State.SENDING]).update(body="")


@contextmanager
def _opened() -> Iterator[imaplib.IMAP4]:
    address: Any = settings.NOTICE_BOUNCE_MAILBOX
    kind: Any = imaplib.IMAP4_SSL if address.scheme == "imaps" else imaplib.IMAP4
    port = address.port or (993 if address.scheme == "imaps" else 143)
    with kind(address.hostname, port, timeout=PATIENCE) as box:
        box.login(unquote(address.username), unquote(address.password or ""))
        box.select(address.path.strip("/") or "INBOX")
        yield box


def _unseen(box: imaplib.IMAP4) -> list[str]:
    _status, found = box.search(None, "UNSEEN")
    return found[0].decode().split()[:AT_ONCE] if found and found[0] else []


def _content(box: imaplib.IMAP4, number: str) -> bytes:
    _status, parts = box.fetch(number, "(BODY.PEEK[])")
    return next((part[1] for part in parts if isinstance(part, tuple)), b"")
