"""No place outside the box knows a voter and a ballot together (protocol note §5)."""

import logging

import pytest
import redis
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from ballots.models import CastBallot
from ballots.services import closing, tidying
from rounds.models import Round
from tests.ballots.hall import Device, open_round, voters

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]
OWN_TABLE = {"ballots_castballot", "ballots_proofcheck"}


@pytest.fixture
def round_(empty_queue: redis.Redis) -> Round:
    """Three voters have voted through the pages, logged in."""
    round_ = open_round()
    for user in voters(round_)[:3]:
        client = Client()
        client.force_login(user)
        client.get(f"/vote/{round_.pk}/")
        frame = Device(round_, user).take().frame()
        client.post(f"/box/{round_.pk}/cast", frame, content_type="application/octet-stream")
    assert CastBallot.objects.count() == 3
    return round_


def secrets_of_ballots() -> list[str]:
    """What names a ballot: its hash, its short beginning, its credential."""
    return [part for b in CastBallot.objects.all() for part in (b.hash, b.hash[:12], b.credential)]


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        return [row[0] for row in cursor.fetchall()]


def test_no_other_table_names_a_ballot(round_: Round) -> None:
    for table in set(tables()) - OWN_TABLE:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')  # noqa: S608
            content = cursor.fetchone()[0] or ""
        assert not [part for part in secrets_of_ballots() if part in content], table


def test_queue_and_cache_name_neither_ballot_nor_voter(round_: Round, empty_queue: redis.Redis) -> None:
    content = b""
    for server in (empty_queue, redis.Redis.from_url(str(settings.CACHES["default"]["LOCATION"]))):
        for key in server.scan_iter(f"*{settings.PREFIX}-*"):
            content += key + server.dump(key)
    assert str(round_.pk).encode() in content
    names = [user.username for user in voters(round_)]
    assert not [part for part in secrets_of_ballots() + names if part.encode() in content]


def test_sessions_name_no_ballot(round_: Round) -> None:
    content = " ".join(str(session.get_decoded()) for session in Session.objects.all())
    assert not [part for part in [*secrets_of_ballots(), str(round_.pk)] if part in content]


def test_box_has_no_column_of_time_person_or_number() -> None:
    columns = {field.column: field.get_internal_type() for field in CastBallot._meta.fields}
    assert set(columns) == {"hash", "round_id", "credential", "body", "signature", "token"}
    assert not {"DateTimeField", "DateField", "BigAutoField", "AutoField"} & set(columns.values())


def test_logs_name_no_ballot(caplog: pytest.LogCaptureFixture, empty_queue: redis.Redis) -> None:
    caplog.set_level(logging.INFO)
    round_ = open_round()
    device = Device(round_, voters(round_)[0]).take()
    for frame in (device.frame(), device.frame(), b"x"):
        Client().post(f"/box/{round_.pk}/cast", frame, content_type="application/octet-stream")
    closing.end_issuing(round_id=round_.pk, actor=None)
    closing.close_round(round_id=round_.pk, actor=None)
    tidying.rewrite(round_id=round_.pk)
    assert not [part for part in secrets_of_ballots() if part in caplog.text]


def test_database_logs_no_refused_ballot(round_: Round) -> None:
    """A unique violation would write the ballot with the moment into the server's log."""
    device = Device(round_, voters(round_)[3]).take()
    with connection.cursor() as cursor:
        cursor.execute("SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()")
        before = cursor.fetchone()[0]
    frame = device.frame()
    for body in (frame, frame, device.frame()):
        Client().post(f"/box/{round_.pk}/cast", body, content_type="application/octet-stream")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()")
        assert cursor.fetchone()[0] == before
