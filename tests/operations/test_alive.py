"""The checks of containers: web and database for the web server, signs of life for worker and beat."""

import os
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from celery.signals import heartbeat_sent
from django.conf import LazySettings
from django.core.cache import cache
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from operations import health
from operations.beat import Minutes
from operations.embedded.places import BASE_DIR
from tinnhiem.celery import app


def check(part: str, **variables: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **variables}
    command = [str(BASE_DIR / "script" / "alive"), part]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_web_is_well_without_worker_beat_and_heartbeats(client: Client, db: None) -> None:
    cache.delete_many([health.WORKER_SEEN, health.BEAT_SEEN])
    assert client.get("/health/").status_code == 503
    answer = client.get("/health/web/")
    assert (answer.status_code, answer.json()) == (
        200,
        {"web": "ok", "database": "ok", "keys": "ok", "static": "ok"},
    )


def test_web_is_not_well_without_database(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OperationalError("connection to 10.0.0.5 refused")

    with monkeypatch.context() as fault:
        fault.setattr(connection, "cursor", broken)
        answer = client.get("/health/web/")
    assert (answer.status_code, answer.json()) == (
        503,
        {"web": "ok", "database": "down", "keys": "down", "static": "ok"},
    )


def test_script_asks_the_web_server(live_server: LiveServer) -> None:
    port = str(urlsplit(live_server.url).port)
    assert check("web", PORT=port).returncode == 0
    closed = check("web", PORT="9")
    assert (closed.returncode, "Connection refused" in closed.stderr) == (1, True)


@pytest.mark.parametrize(("age", "code"), [(0, 0), (170, 0), (200, 1), (-3600, 1)])
def test_script_looks_at_the_age_of_the_file(age: float, code: int, tmp_path: Path) -> None:
    file = tmp_path / "alive"
    file.touch()
    os.utime(file, (time.time() - age, time.time() - age))
    assert check("worker", ALIVE_FILE=str(file)).returncode == code


def test_script_fails_before_the_first_sign_of_life(tmp_path: Path) -> None:
    assert check("beat", ALIVE_FILE=str(tmp_path / "alive")).returncode == 1


def test_worker_and_beat_touch_the_file(tmp_path: Path, settings: LazySettings) -> None:
    settings.ALIVE_FILE = tmp_path / "alive"
    app.loader.import_default_modules()  # as a worker does
    heartbeat_sent.send(sender=None)
    assert (tmp_path / "alive").exists()
    (tmp_path / "alive").unlink()
    Minutes(app=app, schedule={}, lazy=True).tick()
    assert (tmp_path / "alive").exists()
