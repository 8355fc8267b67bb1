"""Logging a client of the tests in (`tests.sessions`) leaves what Django's own way leaves."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from audit.models import Entry
from officials.models import Login, User
from tests import sessions
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def left_by(user: User, client: Client) -> list[Any]:
    """Return the session and its cookie without its key, the account, and the counts of logins and entries."""
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    session = Session.objects.get(pk=cookie.value)
    user.refresh_from_db()
    counts = Session.objects.count(), Login.objects.count(), Entry.objects.count()
    return [session.get_decoded(), session.expire_date, dict(cookie), user.last_login, user.backend, counts]


def test_the_same_rows_and_cookie_as_with_django(monkeypatch: pytest.MonkeyPatch) -> None:
    one, same, entries = make_user(), Client(), Entry.objects.count()
    same.force_login(one)
    quick = left_by(one, same)
    Session.objects.all().delete()
    User.objects.update(last_login=None)
    monkeypatch.setattr(Client, "_login", sessions._log_in_as_django)
    one, client = User.objects.get(pk=one.pk), Client()
    client.force_login(one)
    assert left_by(one, client) == quick
    assert quick[-1] == (1, 0, entries)


def test_who_logs_in_after_another_ends_that_session() -> None:
    client, first, second = Client(), make_user(), make_user()
    client.force_login(first)
    client.force_login(second)
    [session] = Session.objects.all()
    assert session.get_decoded()["_auth_user_id"] == str(second.pk)
