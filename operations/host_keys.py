"""What this host lacks of the keys that all hosts share, and a worker that takes no task without them."""

import logging
import sys
import time
from typing import Any

from celery import Task
from celery.exceptions import Reject
from celery.signals import worker_init
from django.db import Error
from django.utils.translation import override

from operations.connections import disconnect

log = logging.getLogger(__name__)
_PAUSE = 1.0


def report() -> None:
    """Record this host's keys if it is the first one, and log what it lacks; an unreachable database is skipped."""
    try:
        sentences = claim()
    except Error:
        return
    for sentence in sentences:
        log.error("%s", sentence)


def claim() -> list[str]:
    """Record this host's keys unless others are recorded; return a sentence for each key that it lacks."""
    from ballots import shared_keys  # noqa: PLC0415 - Celery loads this module before Django's models

    with override("en"):
        shared_keys.claim()
        return shared_keys.lacking()


@worker_init.connect
def require_keys(**_named: Any) -> None:
    """End a worker that lacks a key before it takes a task; wait for the database and its tables."""
    while True:
        try:
            sentences = claim()
            break
        except Error as problem:
            log.warning("The worker waits for the database and its tables: %s", problem)
            time.sleep(_PAUSE)
    disconnect()  # the processes of the pool must not inherit a connection
    if sentences:
        sys.exit("\n".join(sentences))


class TaskWithKeys(Task):  # type: ignore[type-arg]
    """A task that its host puts back, and then ends its worker, if the keys were changed without it.

    A worker that is started again says what it lacks and takes nothing.
    """

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        if sentences := _lacking():
            log.error("The task %s is left to another host: %s", self.name, " ".join(sentences))
            self.app.control.shutdown(destination=[str(self.request.hostname)])
            raise Reject("a key is missing", requeue=True)
        return self.run(*arguments, **named)


def _lacking() -> list[str]:
    from ballots import shared_keys  # noqa: PLC0415 - as above

    try:
        with override("en"):
            return shared_keys.lacking()
    except Error:
        return []  # the task itself reports a database that does not answer
