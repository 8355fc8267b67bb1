"""Fixtures of all tests: real servers, a real worker, a real browser.

`pytestmark = pytest.mark.django_db` suffices for most. A test that lets the worker or a browser
work asks for `worker` or `page`; these commit, so each such test ends with the tables emptied
and refilled with what the migrations put there.
"""

import fcntl
import functools
import gc
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, TypeVar

import hypothesis
import pytest
import redis
from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client, TransactionTestCase
from django.utils import translation
from pytest_django import Settings

from ballots import envelope, patience
from notices import queue
from notices.models import Notice
from notices.services import sending
from officials import mail
from operations.embedded.places import BASE_DIR
from tests import database, remembered, second_step, sessions
from tests.operations.processes import ALONE, environment, kill_session

T = TypeVar("T")
_LOCK = pytest.StashKey[IO[str]]()


# Slow examples on a loaded machine are not failures.
hypothesis.settings.register_profile(
    "shared-machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile(
    "fast", hypothesis.settings.get_profile("shared-machine"), max_examples=25
)


def pytest_configure(config: pytest.Config) -> None:
    if not settings.TESTING:
        pytest.exit("Run tests with script/pytest: it starts the servers and keeps them apart.", 2)
    # `script/test --fast` tries fewer examples.
    hypothesis.settings.load_profile("fast" if "not slow" in config.option.markexpr else "shared-machine")
    config.stash[_LOCK] = _the_only_run()
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
    settings.DATA_DIR.mkdir(parents=True)
    _keep_envelope_keys()


@functools.cache
def _envelope_keys() -> envelope.EnvelopeKeys:
    """Return one key for the whole run: what one test seals, another copies (`tests.remembered`)."""
    return envelope.NO_KEYS.with_new()


def _keep_envelope_keys() -> None:
    file, keys = settings.ENVELOPE_KEY_FILE, _envelope_keys()
    if not file.exists() or file.read_text() != keys.to_text():
        envelope.write(file, keys)


def _the_only_run() -> IO[str]:
    """Hold a lock while the file is open, because a second run would drop the database of the first."""
    settings.DATA_DIR.parent.mkdir(parents=True, exist_ok=True)
    lock = settings.DATA_DIR.with_name(f"{settings.DATA_DIR.name}.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        pytest.exit("Another run of the tests is on; give this one a database: TN_TEST_SUFFIX=2.", 2)
    return lock


def pytest_unconfigure(config: pytest.Config) -> None:
    if lock := config.stash.get(_LOCK, None):
        shutil.rmtree(settings.DATA_DIR, ignore_errors=True)
        lock.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what starts servers or a worker of its own, and what needs a whole ministry."""
    for item in items:
        if {"worker", "instance", "grown"} & {*getattr(item, "fixturenames", ())}:
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """Spare the garbage collector the modules of the project, and let it look at the rest less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True)
def _usual_language() -> None:
    """Activate the usual language: a request of an earlier test may have left another one active."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _closed_responses(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close every response as a server does; Django's test client closes only files read to the end."""
    responses: list[Any] = []
    request = Client.request

    def kept(client: Client, **environ: Any) -> Any:
        responses.append(request(client, **environ))
        return responses[-1]

    monkeypatch.setattr(Client, "request", kept)
    yield
    for response in responses:
        if response.streaming and not response.closed:
            response.close()


@pytest.fixture(autouse=True)
def _own_folders() -> Iterator[None]:
    """Every test starts without keys, files, mail, held rounds and cached values of the one before."""
    yield
    for folder in (settings.KEYS_DIR, settings.MEDIA_ROOT, settings.DATA_DIR / "demo"):
        shutil.rmtree(folder, ignore_errors=True)
    _keep_envelope_keys()
    _forget_cached_values()
    remembered.forget_keys()
    patience._held.clear()  # remembered rounds are copies with the same ids


def _forget_cached_values() -> None:
    # cache.clear() would empty the whole server, and with it the queues of other runs.
    server = _server(str(settings.CACHES["default"]["LOCATION"]))
    for key in server.scan_iter(f"{settings.PREFIX}-cache:*", count=1000):
        server.delete(key)


@functools.cache
def _server(location: str) -> redis.Redis:
    return redis.Redis.from_url(location)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    """Replace pytest-django's: copy the migrated template; `--create-db` migrates anew."""
    with django_db_blocker.unblock():
        database.make(anew=request.config.getvalue("create_db"))
    yield
    with django_db_blocker.unblock():
        database.drop()


def _restore_tables(case: TransactionTestCase) -> None:
    database.restore()
    connection.close()


TransactionTestCase._fixture_teardown = _restore_tables  # type: ignore[attr-defined]
Client._login = sessions.log_in  # type: ignore[attr-defined]


@pytest.fixture
def committed(transactional_db: None) -> None:
    """A database whose commits other processes see; afterwards the rows of the migrations are restored."""


@pytest.fixture
def mailoutbox(mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch) -> list[EmailMessage]:
    """The mails sent so far; each is sent at once, without waiting for a commit and a worker."""

    def post(message: EmailMessage, *, is_wanted: bool = True) -> None:
        mail.deliver(mail.seal(message, is_wanted=is_wanted))

    monkeypatch.setattr(mail, "post", post)
    monkeypatch.setattr(queue, "look_soon", _send_links)
    return mailoutbox


def _send_links() -> None:
    """Send the links for logging in; other notices wait, as they do without a worker."""
    for row in Notice.objects.filter(is_private=True, state=Notice.State.WAITING):
        sending.send(mail=row.mail)


@pytest.fixture
def process_env(committed: None) -> dict[str, str]:
    """The environment in which a process that a test starts works on the test's database."""
    return environment()


@pytest.fixture
def wait_until() -> Callable[[Callable[[], T]], T]:
    """Call until the answer is true and return it; fail after two minutes."""

    def wait(question: Callable[[], T], seconds: float = 120) -> T:
        until = time.monotonic() + seconds
        while not (answer := question()):
            assert time.monotonic() < until, f"still not so after {seconds} seconds"
            time.sleep(0.05)
        return answer

    return wait


@pytest.fixture
def lasting_codes(settings: Settings) -> None:
    """Codes of authenticator apps that outlast the test."""
    settings.MFA_TOTP_PERIOD = second_step.LONG_PERIOD


@pytest.fixture
def empty_queue() -> redis.Redis:
    """The queue without tasks of earlier tests; the broker's own connection, to look inside."""
    with current_app.connection_for_write() as connected:
        channel: Any = connected.default_channel
        broker = redis.Redis(connection_pool=channel.client.connection_pool)
    for key in broker.scan_iter(f"{settings.PREFIX}-queue:*"):
        broker.delete(key)
    return broker


@pytest.fixture
def worker(
    process_env: dict[str, str], empty_queue: redis.Redis, tmp_path: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker in its own process, ready; what it wrote is shown when the test fails."""
    log = tmp_path / "worker.log"
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "tinnhiem",
        "worker",
        "--concurrency=1",
        "--loglevel=INFO",
        *ALONE,
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=process_env, cwd=BASE_DIR, stdout=output, stderr=output, start_new_session=True
        )
    try:
        _wait_for_line(log, "ready.", process)
        yield process
    finally:
        # Ending by itself takes it three seconds; that it then finishes its tasks is seen in `tests/faults`.
        kill_session(process)
        sys.stdout.write(log.read_text(errors="replace"))


def _wait_for_line(log: Path, text: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while text not in log.read_text(errors="replace"):
        assert process.poll() is None, f"ended early: {log.read_text()}"
        assert time.monotonic() < until, f"not ready: {log.read_text()}"
        time.sleep(0.05)


pytest_plugins = ["tests.usual", "tests.browser_fixtures", "tests.growth", "tests.longest_first"]
