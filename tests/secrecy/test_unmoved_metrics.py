"""The metrics for the operator are the same before and after a login, an issue and a cast."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from ballots.protocol.ballot import LevelIndex
from officials.models import Unit
from operations import health
from operations.backup.noting import note_backup
from operations.metrics import SERIES
from operations.tasks import report_alive, report_queue
from rounds.models import Round
from tests.ballots import hall
from tests.roles import PASSWORD

pytestmark = pytest.mark.django_db
TOKEN = "mot-chuoi-rat-dai-cho-prometheus"
# Seconds since a heartbeat, and tenths of a second between clocks, move whether people vote or not.
BY_THE_CLOCK = ("tinnhiem_silent_seconds", "tinnhiem_clock_ahead_seconds")


def told(client: Client) -> list[str]:
    """Return the lines that Prometheus stores, without those that the clock alone moves."""
    answer = client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    return [line for line in answer.text.splitlines() if not line.startswith((*BY_THE_CLOCK, "#"))]


@pytest.fixture
def open_round(unit: Unit, settings: Settings) -> Round:
    settings.METRICS_TOKEN = TOKEN
    report_alive.run()
    report_queue.run()
    health.record_beat_heartbeat()
    note_backup(timezone.now())
    return hall.open_round(unit=unit)


@pytest.mark.slow
def test_a_login_an_issue_and_a_cast_leave_no_trace(open_round: Round, client: Client) -> None:
    before = told(client)
    assert len(before) > 15
    voter = hall.voters(open_round)[0]
    fields = {"login": voter.username, "password": PASSWORD}
    assert Client().post("/accounts/login/", fields).status_code == 302
    assert told(client) == before
    device = hall.VoterDevice(open_round, voter).take()
    assert told(client) == before
    device.cast([LevelIndex.HIGH] * open_round.lines.count())
    assert told(client) == before


@pytest.mark.slow
def test_no_series_is_about_one_round_or_one_address(open_round: Round, client: Client) -> None:
    text = "\n".join(told(client))
    assert str(open_round.pk) not in text
    assert open_round.title not in text
    assert "/vote/" not in text
    assert {series.label for series in SERIES} <= {"", "part", "host", "trouble"}
