"""Tasks of notices; every one may be delivered twice."""

import uuid

from celery import shared_task
from django.utils import timezone

from notices import queue, reminders
from notices.services import returned, sending, trial


@shared_task(name=queue.EVERY_MINUTE)
def every_minute() -> None:
    """Remind people, find the mails that are due, and hand each to a worker; sent by beat, and after each notice."""
    trial.try_after_change()
    reminders.remind_all(timezone.now())
    for mail in sending.due_mails():
        queue.send(str(mail))


@shared_task(name=queue.SEND)
def send(mail: str) -> None:
    """Send one mail."""
    sending.send(mail=uuid.UUID(mail))


@shared_task(name=queue.TRY_SERVER)
def try_server(user_id: int) -> None:
    """Send a test mail to a person."""
    trial.try_server(user_id=user_id)


@shared_task(name="notices.read_mailbox")
def read_mailbox() -> None:
    """Read the returned mails and empty private texts whose day has come; sent by beat every five minutes."""
    returned.empty_private()
    returned.read_mailbox()
