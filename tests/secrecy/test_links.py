"""No place outside the box knows a voter and a ballot together (docs/protocol.md §14.3).

All places of the running product at once are searched in `running/test_two_hundred_voters.py`.
"""

import logging

import pytest
import redis
from django.db import connection
from django.test import Client

from ballots.models import CastBallot
from ballots.services import closing, tidying
from tests.ballots.hall import VoterDevice, open_round, voters

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]


def secrets_of_ballots() -> list[str]:
    """What names a ballot: its hash, its short beginning, its credential."""
    return [part for b in CastBallot.objects.all() for part in (b.hash, b.hash[:12], b.credential)]


def test_box_has_no_column_of_time_person_or_number() -> None:
    columns = {field.column: field.get_internal_type() for field in CastBallot._meta.fields}
    assert set(columns) == {"hash", "round_id", "credential", "body", "signature", "token", "shelf"}
    assert not {"DateTimeField", "DateField", "BigAutoField", "AutoField"} & set(columns.values())


def test_logs_name_no_ballot(caplog: pytest.LogCaptureFixture, empty_queue: redis.Redis) -> None:
    caplog.set_level(logging.INFO)
    round_ = open_round()
    device = VoterDevice(round_, voters(round_)[0]).take()
    for frame in (device.frame(), device.frame(), b"x"):
        Client().post(f"/box/{round_.pk}/cast", frame, content_type="application/octet-stream")
    closing.end_issuing(round_id=round_.pk, actor=None)
    closing.close_round(round_id=round_.pk, actor=None)
    tidying.erase_voting_order(round_id=round_.pk)
    assert not [part for part in secrets_of_ballots() if part in caplog.text]


def test_database_logs_no_refused_ballot() -> None:
    """A unique violation would write the ballot with the moment into the server's log."""
    round_ = open_round()
    device = VoterDevice(round_, voters(round_)[0]).take()
    before = rolled_back()
    frame = device.frame()
    for body in (frame, frame, device.frame()):
        Client().post(f"/box/{round_.pk}/cast", body, content_type="application/octet-stream")
    assert rolled_back() == before


def rolled_back() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])
