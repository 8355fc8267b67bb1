"""Expired logins leave the database each day."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from operations.tasks import remove_expired_logins


@pytest.mark.django_db
def test_expired_logins_are_removed() -> None:
    for key, hours in (("old", -1), ("valid", 1)):
        Session.objects.create(session_key=key, expire_date=timezone.now() + timedelta(hours=hours))
    remove_expired_logins()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["valid"]


def test_beat_asks_for_it_every_day() -> None:
    entry = settings.CELERY_BEAT_SCHEDULE["expired-logins"]
    assert (entry["task"], entry["schedule"]) == (remove_expired_logins.name, 24 * 3600)
