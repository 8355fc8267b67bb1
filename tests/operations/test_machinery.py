"""The machinery in words: each part that fails has a remedy for the clerk and one for the operator."""

import http.server
import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from email.utils import formatdate

import pytest
from django.core.cache import cache
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries, Settings

from notices.services import throttle
from officials.models import User
from operations import health, host_facts, machinery
from operations.backup.noting import note_backup
from operations.machinery_words import TROUBLES
from operations.models import BackupNote
from operations.tasks import compare_clock, report_alive, report_queue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def all_well() -> None:
    cache.delete_many([health.WORKER_PULSE, host_facts.HOSTS_SEEN, host_facts.PEER_SEEN])
    report_alive.run()
    report_queue.run()
    health.record_beat_heartbeat()
    note_backup(timezone.now())


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


def troubled() -> dict[str, str]:
    return {str(part.name): str(part.told) for part in machinery.parts() if part.trouble}


def leave(name: str, *, free_gb: int = 50, clock: float = 0.0, ago: float = 0.0) -> None:
    cache.set(host_facts.HOSTS_SEEN, {name: (time.time() - ago, free_gb, clock)})


def test_nothing_is_told_when_all_is_well(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(5):
        assert troubled() == {}


def test_every_check_has_words_for_both() -> None:
    mail = {"mail_stopped", "mail_away", "mail_failing"}
    assert set(machinery.SERVICES) | mail | {"disk", "clock", "backup", "role"} == set(TROUBLES)
    assert set(health.PARTS) <= set(TROUBLES)
    assert all(trouble.clerk and trouble.operator for trouble in TROUBLES.values())


def test_worker_that_ended_is_told() -> None:
    cache.set(health.WORKER_SEEN, time.time() - health.LATE_SECONDS - 1)
    assert troubled() == {"Counting service": "is not running"}


def test_work_that_waits_long_behind_a_running_worker_is_told() -> None:
    cache.set(health.QUEUE_SEEN, time.time() - health.WAITS_SECONDS - 1)
    assert troubled() == {"Work in the queue": "waits for more than ten minutes"}


@pytest.mark.parametrize(("hours", "said"), [(26, []), (27, ["made 27 hours ago"])])
def test_old_backup_is_told(hours: int, said: list[str]) -> None:
    BackupNote.objects.update(made_at=timezone.now() - timedelta(hours=hours, minutes=1))
    assert list(troubled().values()) == said


def test_stopped_and_silent_mail_server_is_told(secretary: User) -> None:
    throttle.locked()
    throttle.pause(said="421 too busy")
    assert troubled() == {"Mail": "the server said: 421 too busy"}
    throttle.stop(actor=secretary, reason="Sai nội dung")
    assert troubled() == {"Mail": "stopped by hand: Sai nội dung"}


def test_full_disk_of_another_host_is_told_by_its_name() -> None:
    leave("tho-2", free_gb=1)
    assert troubled() == {"Disk": "1 GB free on tho-2"}


def test_clock_of_another_host_is_told() -> None:
    leave("tho-2", clock=-3.4)
    assert troubled() == {"Clock": "tho-2: -3.4 seconds from the database"}


def test_host_that_is_gone_is_forgotten() -> None:
    leave("tho-2", free_gb=0, ago=host_facts.FORGOTTEN_AFTER + 1)
    assert troubled() == {}
    report_alive.run()
    assert set(cache.get(host_facts.HOSTS_SEEN)) == {socket.gethostname()}


def test_own_clock_is_compared_with_that_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    right = time.time
    with monkeypatch.context() as fault:
        fault.setattr(time, "time", lambda: right() + 40)
        assert host_facts.clock_offset() == pytest.approx(40, abs=0.5)


class WrongClock(http.server.BaseHTTPRequestHandler):
    """A web server that is two minutes ahead."""

    def do_HEAD(self) -> None:
        self.send_response_only(404)
        self.send_header("Date", formatdate(time.time() + 120, usegmt=True))
        self.end_headers()


@pytest.fixture
def peer() -> Iterator[str]:
    server = http.server.HTTPServer(("127.0.0.1", 0), WrongClock)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_clock_is_compared_with_a_server_of_the_network(peer: str, settings: Settings) -> None:
    settings.CLOCK_PEER = peer
    compare_clock.run()
    assert host_facts.peer_offset() == pytest.approx(-120, abs=2)
    assert list(troubled()) == ["Clock"]


def test_peer_that_is_away_says_nothing(settings: Settings) -> None:
    settings.CLOCK_PEER = "http://127.0.0.1:1"
    compare_clock.run()
    assert host_facts.peer_offset() is None
