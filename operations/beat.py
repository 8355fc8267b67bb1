"""Beat's timetable: what is due is sent at the start, then every minute, whatever is done to the clock."""

import datetime
import time
from typing import Any

from celery.beat import Scheduler

from operations.health import beat_was_here

LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


class Minutes(Scheduler):
    """Celery's scheduler, which does not wait for a time that it has seen before.

    Celery counts from the moment of the last sending, which its own file keeps across restarts.
    Once a clock that was an hour fast is set right, it would open and close no round for an hour.
    """

    _seen = 0.0

    def setup_schedule(self) -> None:
        super().setup_schedule()
        self._everything_is_due()

    def tick(self, *arguments: Any, **named: Any) -> float:
        """Send what is due; return the seconds until the next look."""
        now = time.time()
        if now < self._seen:
            self._everything_is_due()
        self._seen = now
        beat_was_here()
        return float(super().tick(*arguments, **named))

    def _everything_is_due(self) -> None:
        for entry in self.schedule.values():
            entry.last_run_at = LONG_AGO
        self._heap = None  # it is ordered by times that no longer come
