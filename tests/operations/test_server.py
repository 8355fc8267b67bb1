"""`script/server` as a person uses it: start, look, break something, stop, start again."""

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from operations.embedded import postgres, servers, valkey
from operations.embedded.places import BASE_DIR, places
from operations.priority import NICENESS
from tests.operations.filled import start_filled
from tests.operations.processes import free_port

Wait = Callable[..., object]
pytestmark = pytest.mark.slow


class Server:
    """The supervisor in its own process, without demonstration data."""

    def __init__(self, data: Path) -> None:
        self.where = places(data)
        self.log = data / "screen"
        self.port = free_port()
        dropped = ("TN_TESTING", "TN_TEST_SUFFIX", "DATABASE_URL", "REDIS_URL", "PYTEST_XDIST_WORKER")
        self.env = {name: value for name, value in os.environ.items() if name not in dropped}
        self.env["TINNHIEM_DATA"] = str(data)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> None:
        command = [
            sys.executable,
            "-m",
            "operations.embedded.supervisor",
            "--empty",
            "--port",
            str(self.port),
        ]
        with self.log.open("wb") as screen:
            self.process = subprocess.Popen(
                [*command, *options], cwd=BASE_DIR, env=self.env, stdout=screen, stderr=screen
            )

    def said(self) -> str:
        return self.log.read_text()

    def end(self, number: int = signal.SIGINT) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(120)

    def pids(self, *words: str) -> list[int]:
        """Its processes whose command line has all of the words."""
        marks = {str(self.port), str(self.where.data)}
        return [
            pid
            for pid, _parent, line in processes()
            if any(mark in line for mark in marks) and all(word in line for word in words)
        ]


def processes() -> Iterator[tuple[int, int, str]]:
    """Number, parent and command line of each process; a minimal Debian has no `ps`."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state = (folder / "stat").read_text().rpartition(")")[2].split()
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:  # it has ended
            continue
        yield int(folder.name), int(state[1]), b" ".join(words).decode(errors="replace")


@pytest.fixture
def server(data: Path, wait_until: Wait) -> Iterator[Server]:
    made = Server(data)
    yield made
    if made.process is not None and made.process.poll() is None:
        made.end()
    servers.stop(made.where)


@pytest.fixture
def with_tables(server: Server, django_db_setup: None) -> Server:
    """The same after its first migration; what `script/server` does without any table is seen in `test_readme`."""
    start_filled(server.where)
    servers.stop(server.where)
    return server


def running(server: Server, wait_until: Wait, *options: str) -> None:
    server.start(*options)
    assert server.process is not None
    process = server.process
    wait_until(lambda: "Ctrl-C stops it." in server.said() or process.poll() is not None, 300)
    assert process.poll() is None, server.said()


@pytest.mark.longest
def test_server_start_crash_and_restart(with_tables: Server, wait_until: Wait) -> None:
    """One test, because each start takes seconds: start, dead worker, SIGKILL, start, stop, --fresh."""
    server = with_tables
    running(server, wait_until)
    assert f"Tín Nhiệm: http://localhost:{server.port}" in server.said()
    answers(server)
    counting_gives_way(server, wait_until)
    dead_worker_is_reported_and_restarted(server, wait_until)
    server.end(signal.SIGKILL)
    wait_until(lambda: server.pids("granian") == [])
    assert postgres.running(server.where)
    running(server, wait_until)
    assert server.end() == 0
    nothing_runs(server)
    key = (server.where.data / "secret_key").read_text()
    running(server, wait_until, "--fresh")
    assert (server.where.data / "secret_key").read_text() != key
    assert server.end(signal.SIGTERM) == 0
    nothing_runs(server)


def answers(server: Server) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/accounts/login/") as answer:
        assert answer.status == 200


def counting_gives_way(server: Server, wait_until: Wait) -> None:
    """The processes that count have a lower priority than the main process of the worker."""
    main = worker_pid(server)
    wait_until(lambda: [pid for pid, above, _line in processes() if above == main])
    pool = [pid for pid, above, _line in processes() if above == main]
    lower = min(os.getpriority(os.PRIO_PROCESS, main) + NICENESS, 19)  # the lowest there is
    wait_until(lambda: {os.getpriority(os.PRIO_PROCESS, pid) for pid in pool} == {lower})
    session = Path(f"/proc/{main}/autogroup")
    wait_until(lambda: not session.exists() or session.read_text().endswith(f"nice {NICENESS}\n"))


def dead_worker_is_reported_and_restarted(server: Server, wait_until: Wait) -> None:
    os.kill(worker_pid(server), signal.SIGKILL)
    wait_until(lambda: "The worker ended (by signal 9) and was started again" in server.said())
    assert "Traceback" not in server.said()


def nothing_runs(server: Server) -> None:
    assert not postgres.running(server.where)
    assert not valkey.running(server.where)
    assert server.pids() == []


def worker_pid(server: Server) -> int:
    assert server.process is not None
    parent = server.process.pid
    return next(pid for pid, above, line in processes() if above == parent and "worker --concurrency" in line)


def test_hall_reaches_the_server_with_its_own_certificate(with_tables: Server, wait_until: Wait) -> None:
    server = with_tables
    running(server, wait_until, "--host", "0.0.0.0")  # noqa: S104
    address = re.search(r"Tín Nhiệm: (https://\S+)", server.said())
    assert address, server.said()
    [made] = (server.where.data / "tls").glob("*.pem")
    trusted = ssl.create_default_context(cafile=made)
    with urllib.request.urlopen(f"{address[1]}/accounts/login/", context=trusted) as answer:  # noqa: S310
        assert (answer.status, "Đăng nhập" in answer.read().decode()) == (200, True)
    assert re.search(r"^([0-9A-F]{2}:){31}[0-9A-F]{2}$", server.said(), re.MULTILINE)
    assert server.end() == 0


def test_busy_port_is_reported_and_nothing_runs(server: Server) -> None:
    with socket.create_server(("127.0.0.1", server.port)):
        server.start()
        assert server.process is not None
        assert server.process.wait(120) == 1
    assert re.fullmatch(rf"\s*Port {server.port} is busy .*; set PORT to another\.\s*", server.said())
    assert not postgres.running(server.where)
