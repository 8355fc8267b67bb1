"""The records of a login reveal the day and no order, also for a person who votes meanwhile."""

import datetime
import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import DateTimeField, UUIDField
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from officials.accounts.own_logins import end_logins
from officials.accounts.session_store import start_of
from officials.models import KnownDevice, Login, User, WaitingMail
from tests.ballots.hall import open_round
from tests.roles import PASSWORD, make_users
from tests.secrecy.running.places import sequences

pytestmark = pytest.mark.django_db
MOMENT = re.compile(r"\b1[6-9]\d{8}(?:\.\d+)?\b")  # seconds since 1970
TABLES = (Login, KnownDevice, WaitingMail)


@pytest.fixture
def voter(db: None) -> User:
    """A person on the roll of an open round."""
    voter, *others = make_users(5)
    open_round(voters=[voter, *others])
    return voter


def log_in(user: User) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    return client


def midnight(moment: datetime.datetime) -> bool:
    return timezone.localtime(moment).time() == datetime.time.min


@pytest.mark.parametrize("table", TABLES)
def test_the_tables_have_random_keys_and_no_moments(table: type[Login]) -> None:
    assert isinstance(table._meta.pk, UUIDField)
    kinds = {type(field) for field in table._meta.fields}
    assert DateTimeField not in kinds


@pytest.mark.slow
def test_a_login_writes_no_moment(voter: User) -> None:
    client = log_in(voter)
    voter.refresh_from_db()
    assert voter.last_login is not None
    session = Session.objects.get(session_key=client.session.session_key)
    assert midnight(voter.last_login)
    assert midnight(session.expire_date)
    moments = {float(number) for number in MOMENT.findall(json.dumps(session.get_decoded()))}
    assert moments == {start_of(timezone.localdate()).timestamp()}
    assert WaitingMail.objects.get(user=voter).day == timezone.localdate()


@pytest.mark.slow
def test_a_login_uses_no_number(voter: User) -> None:
    before, entries = sequences(), Entry.objects.count()
    first, _second = log_in(voter), log_in(voter)
    end_logins(user=voter, current=first.session.session_key)
    assert (sequences(), Entry.objects.count()) == (before, entries)


@pytest.mark.slow
def test_a_second_step_keeps_the_day(voter: User) -> None:
    TOTP.activate(voter, generate_totp_secret())
    kept = Authenticator.objects.get(user=voter)
    kept.record_usage()
    kept.refresh_from_db()
    assert midnight(kept.created_at)
    assert midnight(kept.last_used_at)


def test_every_table_of_logins_is_one_of_these() -> None:
    """A new table of logins makes this test fail until it is examined."""
    named = {model for model in apps.get_models() if "login" in model._meta.db_table}
    assert {model.__name__ for model in named} == {"Login", "LoginLink", "LoginCard"}
