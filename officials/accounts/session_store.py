"""Sessions in the database that reveal the day of a login and not the time.

Django stores the time at which a session expires, and allauth the time of each step of a login. On the day of a
vote they would reveal the order in which people logged in.
"""

import datetime
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from officials.models import Login


def start_of(day: datetime.date) -> datetime.datetime:
    """Return the first moment of a day, here."""
    return datetime.datetime.combine(day, datetime.time.min, tzinfo=timezone.get_current_timezone())


class SessionStore(db.SessionStore):
    """A session expires at the end of a day."""

    def get_expiry_date(self, **kwargs: Any) -> datetime.datetime:
        ends = timezone.localtime(super().get_expiry_date(**kwargs))
        return start_of(ends.date() + datetime.timedelta(days=1))

    def encode(self, session_dict: dict[str, Any]) -> str:
        return super().encode(_by_the_day(session_dict))

    def cycle_key(self) -> None:
        """Give the session another key, also in the list of logins."""
        data, key = dict(self.items()), self.session_key
        self.create()
        self._session_cache = data
        if key and SESSION_KEY in data:
            Login.objects.filter(session=key).update(session=self.session_key)
        if key:
            self.delete(key)


def _by_the_day(data: dict[str, Any]) -> dict[str, Any]:
    """Return the content with the day of each step of the login; allauth needs the moment of a recent confirmation."""
    steps = data.get(AUTHENTICATION_METHODS_SESSION_KEY)
    if not isinstance(steps, list):
        return data
    return {**data, AUTHENTICATION_METHODS_SESSION_KEY: [_step_by_the_day(step) for step in steps]}


def _step_by_the_day(step: dict[str, Any]) -> dict[str, Any]:
    at = step.get("at", 0)
    if step.get("reauthenticated") and time.time() - at < app_settings.REAUTHENTICATION_TIMEOUT:
        return step
    day = datetime.datetime.fromtimestamp(at, tz=timezone.get_current_timezone()).date()
    return {**step, "at": start_of(day).timestamp()}
