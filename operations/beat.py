"""The scheduler of Celery beat: sends due tasks at the start, then every minute by a monotonic clock."""

import datetime
import time
from typing import Any

from celery.beat import Scheduler

from operations.alive import touch
from operations.health import record_beat_heartbeat

LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


class Minutes(Scheduler):
    """Celery's scheduler, made independent of changes to the clock.

    Celery counts from the time of the last sending, which its file keeps across restarts. After a
    clock that was an hour fast is corrected, it would open and close no round for an hour.
    """

    _seen = 0.0

    def setup_schedule(self) -> None:
        super().setup_schedule()
        self._everything_is_due()

    def tick(self, *arguments: Any, **named: Any) -> float:
        """Send due tasks; return the seconds until the next tick."""
        now = time.time()
        if now < self._seen:
            self._everything_is_due()
        self._seen = now
        record_beat_heartbeat()
        touch()
        return float(super().tick(*arguments, **named))

    def _everything_is_due(self) -> None:
        for entry in self.schedule.values():
            entry.last_run_at = LONG_AGO
        self._heap = None  # the heap is ordered by times of the old clock
