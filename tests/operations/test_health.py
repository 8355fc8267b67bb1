"""`/health/`: one word for each service, 503 if one fails."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from django.utils import timezone

from operations import health
from operations.backup.noting import note_backup
from operations.tasks import report_alive

WaitUntil = Callable[[Callable[[], object]], object]


@pytest.fixture(autouse=True)
def no_worker_yet() -> None:
    cache.delete_many([health.WORKER_SEEN, health.BEAT_SEEN, health.WORKER_PULSE])


def test_all_well_after_the_worker_reported(client: Client, db: None) -> None:
    report_alive.run()
    health.record_beat_heartbeat()
    response = client.get("/health/")
    assert response.status_code == 200
    told = response.json()
    assert set(told.pop("facts")) == {"disk_free_gb", "backup_hours", "database_role"}
    assert told == {
        "status": "ok", "web": "ok", "database": "ok", "keys": "ok", "host": "ok", "disk": "ok", "redis": "ok", "worker": "ok", "beat": "ok",
    }  # fmt: skip


def test_missing_worker_is_reported(client: Client, db: None) -> None:
    response = client.get("/health/")
    assert (response.status_code, response.json()["worker"]) == (503, "never seen")


@pytest.mark.parametrize("passed", [health.LATE_SECONDS + 1, -3600])
@pytest.mark.parametrize("part", ["worker", "beat"])
def test_late_heartbeat_is_reported_after_clock_change(
    client: Client, db: None, part: str, passed: int
) -> None:
    report_alive.run()
    health.record_beat_heartbeat()
    cache.set({"worker": health.WORKER_SEEN, "beat": health.BEAT_SEEN}[part], time.time() - passed)
    response = client.get("/health/")
    found = {name: word for name, word in response.json().items() if word == "late"}
    assert (response.status_code, found) == (503, {part: "late"})


def test_worker_without_beat_is_known_by_its_own_pulse(client: Client, db: None) -> None:
    assert health.failing_service() == "worker"
    health.Pulse().give()
    assert health.failing_service() == "beat"
    cache.set(health.WORKER_PULSE, time.time() - health.LATE_SECONDS - 1)
    assert health.failing_service() == "worker"


def test_pulse_is_recorded_at_intervals() -> None:
    pulse = health.Pulse()
    pulse.give()
    cache.delete(health.WORKER_PULSE)
    pulse.give()
    assert cache.get(health.WORKER_PULSE) is None


def test_nobody_waits_for_the_answer_of_a_worker_that_is_away(db: None) -> None:
    took = []
    for _time in range(5):  # of which a loaded machine delays some
        began = time.monotonic()
        assert health.failing_service() == "worker"
        took.append(time.monotonic() - began)
    assert min(took) < 0.25  # a call to the workers waits for half a second


@pytest.mark.usefixtures("worker")
def test_running_worker_gives_its_pulse(wait_until: WaitUntil) -> None:
    wait_until(lambda: cache.get(health.WORKER_PULSE))
    assert health.failing_service() == "beat"


def test_unreachable_database_is_reported_without_details(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OperationalError("connection to 10.0.0.5 refused")

    with monkeypatch.context() as fault:
        fault.setattr(connection, "cursor", broken)
        response = client.get("/health/")
    assert (response.status_code, response.json()["database"]) == (503, "down")
    assert "10.0.0.5" not in response.content.decode()


def test_only_reading(client: Client) -> None:
    assert client.post("/health/").status_code == 405


def test_full_disk_is_reported(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE", 1024**5)
    response = client.get("/health/")
    assert (response.status_code, response.json()["disk"]) == (503, "full")


def test_database_that_only_reads_is_reported(client: Client, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")
    response = client.get("/health/")
    assert (response.status_code, response.json()["database"]) == (503, "read-only")


def test_age_of_the_last_backup_is_told(client: Client, db: None) -> None:
    """Whoever watches decides how old is too old."""
    assert client.get("/health/").json()["facts"]["backup_hours"] == "never"
    for hours in (50, 5):
        note_backup(timezone.now() - timedelta(hours=hours, minutes=1))
    assert client.get("/health/").json()["facts"]["backup_hours"] == 5


def test_role_in_the_database_is_told(client: Client, db: None) -> None:
    assert client.get("/health/").json()["facts"]["database_role"] == "application"
