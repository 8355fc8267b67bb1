"""A host that lacks a key which the others have says so, is avoided by proxies, and takes no task."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client, override_settings

from ballots import envelope, keys, shared_keys
from ballots.envelope import NO_KEYS
from ballots.models import EncryptedTally, SharedKey
from ballots.services import closing
from operations import host_keys
from operations.embedded.places import BASE_DIR
from tests.ballots import hall
from tests.operations.processes import ALONE, kill_session
from tests.roles import make_frozen_round
from tinnhiem.celery import app

Wait = Callable[..., object]
OTHER_SECRET = "x" * 50


def words(client: Client) -> tuple[int, str, int, str]:
    """Return status and word of `/health/` and of `/health/web/`."""
    whole, web = client.get("/health/"), client.get("/health/web/")
    return whole.status_code, whole.json()["keys"], web.status_code, web.json()["keys"]


def test_host_with_another_envelope_key_is_avoided(client: Client, db: None, tmp_path: Path) -> None:
    keys.create(make_frozen_round().pk)
    envelope.create(tmp_path / "other")
    for file in ("other", "absent"):
        with override_settings(ENVELOPE_KEY_FILE=tmp_path / file):
            assert words(client) == (503, *("lacks envelope key", 503, "lacks envelope key"))
    assert words(client)[1:] == ("ok", 200, "ok")


def test_web_server_without_the_key_says_what_to_do(client: Client, db: None, tmp_path: Path) -> None:
    """In a sentence for the administrator, without the path of the file."""
    keys.create(make_frozen_round().pk)
    with override_settings(ENVELOPE_KEY_FILE=tmp_path / "absent"):
        answers = [client.get(f"/health/{path}") for path in ("", "web/")]
    for answer in answers:
        assert answer.status_code == 503
        assert answer.json()["help"].startswith("This web server lacks the envelope key of the installation")
        assert str(tmp_path) not in answer.content.decode()
    assert "help" not in client.get("/health/web/").json()


def test_host_with_another_secret_key_is_avoided(client: Client, db: None) -> None:
    assert host_keys.claim() == []
    with override_settings(SECRET_KEY=OTHER_SECRET):
        assert words(client) == (503, "other SECRET_KEY", 503, "other SECRET_KEY")
        assert "another SECRET_KEY than the installation" in host_keys.claim()[0]
        call_command("accept_secret_key")
        assert words(client)[2:] == (200, "ok")
    assert words(client)[2:] == (503, "other SECRET_KEY")


def test_database_holds_no_part_of_the_secret_key(db: None) -> None:
    host_keys.claim()
    stored = SharedKey.objects.get(pk=SharedKey.Name.SECRET).fingerprint
    assert len(stored) == 16
    assert stored not in settings.SECRET_KEY


def test_start_without_a_database_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_arguments: object) -> None:
        raise OperationalError

    monkeypatch.setattr(shared_keys, "record", away)
    host_keys.report()


@contextmanager
def worker(env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process that may end by itself."""
    command = [sys.executable, "-m", "celery", "-A", "tinnhiem", "worker", "--concurrency=1", *ALONE]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=env, cwd=BASE_DIR, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield process
    finally:
        kill_session(process)


@pytest.mark.slow
def test_worker_without_the_key_does_not_start(process_env: dict[str, str], tmp_path: Path) -> None:
    keys.create(make_frozen_round().pk)
    env = {**process_env, "ENVELOPE_KEY_FILE": str(tmp_path / "absent")}
    with worker(env, tmp_path / "log") as process:
        assert process.wait(120) == 1
    assert "This host lacks the file of the envelope keys" in (tmp_path / "log").read_text()


@pytest.mark.slow
def test_task_is_left_to_a_host_with_the_new_key(
    process_env: dict[str, str], empty_queue: redis.Redis, tmp_path: Path, wait_until: Wait
) -> None:
    """One host was forgotten when the envelope key was changed; the box is counted by another."""
    round_ = hall.open_round(lines=1, voters=5)
    hall.VoterDevice(round_, hall.voters(round_)[0]).take().cast()
    forgotten = {**process_env, "ENVELOPE_KEY_FILE": str(tmp_path / "forgotten")}
    envelope.write(tmp_path / "forgotten", shared_keys.envelope_keys())
    with worker(forgotten, tmp_path / "log") as process:
        wait_until(lambda: app.control.ping(timeout=0.5))
        new = NO_KEYS.with_new()
        shared_keys.replace(SharedKey.Name.ENVELOPE, new.newest)
        closing.end_issuing(round_id=round_.pk, actor=None)
        closing.close_round(round_id=round_.pk, actor=None)
        app.send_task("ballots.count", [str(round_.pk)])
        assert process.wait(120) == 0
    assert "is left to another host" in (tmp_path / "log").read_text()
    envelope.write(tmp_path / "both", envelope.EnvelopeKeys({**shared_keys.envelope_keys().keys, **new.keys}))
    with worker({**process_env, "ENVELOPE_KEY_FILE": str(tmp_path / "both")}, tmp_path / "second"):
        wait_until(lambda: EncryptedTally.objects.filter(pk=round_.pk).exists())
