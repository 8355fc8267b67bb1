"""`/health/`: one word for each service, 503 if one fails."""

import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client

from operations import health
from operations.tasks import report_alive


@pytest.fixture(autouse=True)
def no_worker_yet() -> None:
    cache.delete_many([health.WORKER_SEEN, health.BEAT_SEEN])


def test_all_well_after_the_worker_reported(client: Client, db: None) -> None:
    report_alive.run()
    health.record_beat_heartbeat()
    response = client.get("/health/")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ok", "web": "ok", "database": "ok", "keys": "ok", "host": "ok", "redis": "ok", "worker": "ok", "beat": "ok",
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
