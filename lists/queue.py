"""Enqueue the work on an import."""

from functools import partial
from uuid import UUID

from celery import current_app
from django.db import transaction

WORK = "lists.work"
PRIORITY = 7  # after counting: a list can wait, a box cannot


def work_soon(pk: UUID) -> None:
    """Let a worker read or write the import once this transaction is committed; beat repeats it if it is lost."""
    transaction.on_commit(partial(send, pk), robust=True)


def send(pk: UUID) -> None:
    current_app.send_task(WORK, [str(pk)], retry=False, priority=PRIORITY, expires=600)
