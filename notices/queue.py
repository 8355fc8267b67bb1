"""Enqueue the task that finds what is to be sent."""

from functools import partial

from celery import current_app
from django.db import transaction

EVERY_MINUTE = "notices.every_minute"
SEND = "notices.send"
TRY_SERVER = "notices.try_server"
PRIORITY = 5  # after keeping time and login mails, before counting
EXPIRES = 600


def look_soon() -> None:
    """Let a worker look for due notices once this transaction is committed; beat looks every minute anyway."""
    transaction.on_commit(_look, robust=True)


def _look() -> None:
    current_app.send_task(EVERY_MINUTE, retry=False, priority=PRIORITY, expires=EXPIRES)


def send(mail: str) -> None:
    """Let a worker send one mail."""
    current_app.send_task(SEND, [mail], retry=False, priority=PRIORITY, expires=EXPIRES)


def try_server(user_id: int) -> None:
    """Let a worker send a test mail to a person once this transaction is committed."""
    task = partial(current_app.send_task, TRY_SERVER, [user_id], retry=False, priority=0, expires=EXPIRES)
    transaction.on_commit(task, robust=True)
