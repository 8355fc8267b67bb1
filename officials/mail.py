"""Mail leaves through the worker, so that no request waits for a mail server or tells an address.

The queue holds each mail encrypted, because mails hold codes for logging in.
"""

import base64
import hashlib
import json
from functools import partial
from typing import Any

from celery import current_app
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import transaction
from redis.exceptions import RedisError

TASK = "officials.send_mail"
MAIL_TO_FILES = "operations.mail_files.PrivateFiles"
PRIORITY = 3  # after the minute tasks, before counting
EXPIRES = 600  # seconds; codes for logging in are valid as long
# A mail server that does not answer must not keep the worker from counting: one try in this time.
PAUSE_SECONDS = 30
AWAY = "officials-mail-server-away"


class MailServerAway(OSError):
    """The mail server failed a moment ago; the worker tries again later."""


def leaves_machine() -> bool:
    """Return whether mail is sent; without a mail server each mail is a file that its person never sees."""
    return settings.EMAIL_BACKEND != MAIL_TO_FILES


def post(message: EmailMessage, *, is_wanted: bool = True) -> None:
    """Enqueue a mail on commit; one that is not wanted costs the same and is not sent.

    Raises the errors of the queue when there is no transaction to wait for.
    """
    task = partial(_enqueue, seal(message, is_wanted=is_wanted))
    transaction.on_commit(task, robust=transaction.get_connection().in_atomic_block)


def _enqueue(sealed: str) -> None:
    current_app.send_task(TASK, [sealed], retry=False, priority=PRIORITY, expires=EXPIRES)


def deliver(sealed: str) -> None:
    """Send an enqueued mail; called by the worker. Raises `OSError` if the mail server refuses or is away."""
    fields = json.loads(_fernet().decrypt(sealed.encode()))
    if not fields.pop("is_wanted"):
        return
    if _is_away():
        raise MailServerAway
    try:
        EmailMessage(**fields).send()
    except OSError:
        _remember_away()
        raise


def _is_away() -> bool:
    try:
        return bool(cache.get(AWAY))
    except RedisError:
        return False


def _remember_away() -> None:
    cache.set(AWAY, 1, PAUSE_SECONDS)


def _fernet() -> Fernet:
    key = hashlib.sha256(b"officials.mail:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal(message: EmailMessage, *, is_wanted: bool) -> str:
    """Return the mail as text that only this installation can read."""
    fields: dict[str, Any] = {"subject": str(message.subject), "body": str(message.body)}
    fields |= {"from_email": message.from_email, "to": message.to, "is_wanted": is_wanted}
    return _fernet().encrypt(json.dumps(fields).encode()).decode()
