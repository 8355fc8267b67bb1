"""Tasks of notices; every one may be delivered twice."""

import uuid

from celery import shared_task

from notices import queue
from notices.services import sending


@shared_task(name=queue.EVERY_MINUTE)
def every_minute() -> None:
    """Find the mails that are due and hand each to a worker; sent by beat, and after each notice."""
    for mail in sending.due_mails():
        queue.send(str(mail))


@shared_task(name=queue.SEND)
def send(mail: str) -> None:
    """Send one mail."""
    sending.send(mail=uuid.UUID(mail))
