"""The hours of the day in which notices are sent, and the wait before a next attempt."""

import datetime

from django.conf import settings
from django.utils import timezone

LONGEST_WAIT = datetime.timedelta(hours=1)
MOST_TRIES = 28  # with the waits between them about a day


def next_moment(now: datetime.datetime) -> datetime.datetime:
    """Return `now` inside the hours of sending, else the moment at which they begin next."""
    begins, ends = settings.NOTICE_HOURS
    local = timezone.localtime(now)
    if begins <= local.time() < ends:
        return now
    day = local.date() if local.time() < begins else local.date() + datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(day, begins))


def tomorrow(now: datetime.datetime) -> datetime.datetime:
    """Return the moment of the next day at which sending begins."""
    day = timezone.localdate(now) + datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(day, settings.NOTICE_HOURS[0]))


def wait_after(tries: int) -> datetime.timedelta:
    """Return how long to wait after so many attempts: 1, 2, 4 … minutes, at most an hour."""
    return min(datetime.timedelta(minutes=2 ** max(0, min(tries, 10) - 1)), LONGEST_WAIT)
