"""Enqueueing of tasks. An unreachable queue never stops a voter or a closing."""

import logging
import time
from uuid import UUID

from celery import current_app
from django.core.cache import cache
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
COALESCE_SECONDS = 60
# Debounce: at most one enqueue per 0.1 s, since every ballot of a busy vote asks for verification.
JUST_NOW_SECONDS = 0.1
_asked: dict[UUID, float] = {}


def send(task: str, round_id: UUID, *, expires: float | None = None) -> None:
    """Enqueue a task about a round; the beat sends it again within a minute if this fails.

    A task that nobody started within `expires` seconds is dropped.
    """
    try:
        current_app.send_task(task, [str(round_id)], retry=False, expires=expires)
    except (OperationalError, RedisError, OSError):
        log.warning("The queue cannot be reached; the minute task sends %s again.", task)


def verify_soon(round_id: UUID) -> None:
    """Enqueue at most one verification of a round at a time, so that no task reveals a single ballot.

    Later ballots are verified with the next one or by the minute task.
    """
    now = time.monotonic()
    if now - _asked.get(round_id, -1.0) < JUST_NOW_SECONDS:
        return
    _asked[round_id] = now
    try:
        is_first = cache.add(_waiting(round_id), 1, COALESCE_SECONDS)
    except (RedisError, OSError):
        log.warning("The queue cannot be reached; the minute task sends ballots.verify again.")
        return
    if is_first:
        send("ballots.verify", round_id)


def verification_started(round_id: UUID) -> None:
    """Allow the next enqueue; called before the worker reads the box."""
    try:
        cache.delete(_waiting(round_id))
    except (RedisError, OSError):
        log.warning("The cache cannot be reached; verification goes on every minute.")


def _waiting(round_id: UUID) -> str:
    return f"ballots-verify-waiting-{round_id}"
