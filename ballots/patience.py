"""Voters wait briefly for the lock of their round, so that one whose lock is held stops no other round.

A request that waits occupies a thread of the web server. Once one has waited in vain, this process refuses
the round's voters at once; after a pause one request tries again. The devices send again by themselves.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import OperationalError
from psycopg.errors import LockNotAvailable

from ballots.errors import RoundBusy

LIMIT = "2s"  # of `lock_timeout`
PAUSE = 3.0
# Taken into the statement that waits: a statement of its own would cost each voter a round trip.
LIMITED = f"(SELECT set_config('lock_timeout', '{LIMIT}', true)) AS patience"
_held: dict[UUID, float] = {}


@contextmanager
def waiting_briefly(round_id: UUID) -> Iterator[None]:
    """Raise `RoundBusy` if the round's lock cannot be had in time, or was not a moment ago."""
    _require_turn(round_id)
    try:
        yield
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable):
            raise
        _held[round_id] = time.monotonic() + PAUSE
        raise RoundBusy from error
    except BaseException:
        _held.pop(round_id, None)
        raise
    _held.pop(round_id, None)


def _require_turn(round_id: UUID) -> None:
    until = _held.get(round_id)
    if until is None:
        return
    if time.monotonic() < until:
        raise RoundBusy
    _held[round_id] = time.monotonic() + PAUSE  # others go on waiting for what this request finds
