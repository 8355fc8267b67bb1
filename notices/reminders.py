"""Reminders that rooms add: each is a function that reminds those who still owe something, once a minute."""

import datetime
import logging
from collections.abc import Callable

from django.db import Error

log = logging.getLogger(__name__)
Reminder = Callable[[datetime.datetime], object]
_reminders: list[Reminder] = []


def add(reminder: Reminder) -> None:
    """Let `reminder` be called every minute with the time; it may be called again after a failure."""
    if reminder not in _reminders:
        _reminders.append(reminder)


def remind_all(now: datetime.datetime) -> None:
    """Call every reminder; a failure of one leaves the others alone."""
    for reminder in _reminders:
        try:
            reminder(now)
        except Error:
            log.exception("A reminder failed; the others were called.")
