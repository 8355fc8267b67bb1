"""How many rows a worker has done: kept in the cache, since nothing of its transaction is seen until it ends."""

import time
from uuid import UUID

from django.core.cache import cache

from secretariat.work.selectors import is_stopping

EVERY = 0.5  # seconds
KEPT = 3600


class Stopped(Exception):
    """The person who asked stopped the work."""


class RowsDone:
    """Called by an act before each row with the number of those that are done. Raises `Stopped` when asked to stop."""

    def __init__(self, work_id: UUID) -> None:
        self._work_id, self._next = work_id, 0.0

    def __call__(self, done: int) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + EVERY
        cache.set(_key(self._work_id), done, KEPT)
        if is_stopping(self._work_id):
            raise Stopped


def done_so_far(work_id: UUID) -> int:
    """Return how many rows are done, as far as the cache knows."""
    return int(cache.get(_key(work_id)) or 0)


def _key(work_id: UUID) -> str:
    return f"secretariat-work-{work_id}"
