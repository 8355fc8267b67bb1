"""The whole product as `script/server` runs it, on servers of its own, for tests that break it.

Nothing of ours is replaced: supervisor, Postgres, Valkey, granian, worker and beat are real
processes. Only what takes long is left out (the tables are a copy of the tests' database, static
files are not collected), and beat's minute is shorter.
"""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import redis
from django.conf import settings
from django.db import Error, connection

from operations.embedded import roles, servers
from operations.embedded.places import BASE_DIR, Places, places
from operations.embedded.process import is_running
from tests.faults.clock import Clock
from tests.operations.filled import start_filled
from tests.operations.processes import free_port

T = TypeVar("T")
MINUTE_SECONDS = 5
PATIENCE = 120.0  # of a test on a loaded machine; nothing here waits for a fixed time
SUPERVISOR = """
import sys
from operations.embedded import supervisor
supervisor.prepare = lambda *_arguments, **_options: None
sys.exit(supervisor.main(sys.argv[1:]))
"""
WORDS = {"web": "granian", "worker": "worker", "beat": "beat"}


def until(question: Callable[[], T], what: str = "", seconds: float = PATIENCE) -> T:
    """Call until the answer is true and return it; connection errors are retried."""
    begun = time.monotonic()
    end = begun + seconds
    problem: Exception | None = None
    while True:
        try:
            if answer := question():
                print(f"{time.monotonic() - begun:6.1f} s: {what}")
                return answer
        except (OSError, Error, psycopg.Error, redis.RedisError) as error:
            problem = error
            connection.close()
        assert time.monotonic() < end, f"not within {seconds:.0f} seconds: {what} {problem or ''}"
        time.sleep(0.05)


class Stack:
    """The supervisor and everything that it started; `places` says where."""

    def __init__(self, data: Path) -> None:
        self.places: Places = places(data)
        self.files = data / "tests" / "plain"
        self.screen = data / "screen"
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        start_filled(self.places)
        command = [sys.executable, "-c", SUPERVISOR, "--empty", "--port", str(self.port)]
        with self.screen.open("wb") as screen:
            self.process = subprocess.Popen(
                command, cwd=BASE_DIR, env=self._env(), stdout=screen, stderr=screen
            )
        ended = self.process.poll
        until(lambda: "Ctrl-C stops it." in self.said() or ended() is not None, "start", 180)
        assert ended() is None, self.said()

    def _env(self) -> dict[str, str]:
        dropped = {"TN_TEST_SUFFIX", "PYTEST_XDIST_WORKER", "TN_DATABASE", "DATABASE_URL", "REDIS_URL"}
        env = {name: value for name, value in os.environ.items() if name not in dropped}
        own = {"TINNHIEM_DATA": str(self.places.data), "TN_TESTING": "1", "TN_MINUTE": str(MINUTE_SECONDS)}
        # Before 3.12.8 Python keeps bytecode that a full disk cut short, and no later process can load it.
        return {**env, **own, "SECRET_KEY": settings.SECRET_KEY, "PYTHONDONTWRITEBYTECODE": "1"}

    def said(self) -> str:
        return self.screen.read_text(errors="replace")

    def log(self, name: str) -> str:
        return (self.places.data / "log" / f"{name}.log").read_text(errors="replace")

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            self.process.wait(120)
        servers.stop(self.places)

    @property
    def supervisor(self) -> int:
        assert self.process is not None
        return self.process.pid

    def main(self, name: str) -> int:
        """The number of the supervisor's child `web`, `worker` or `beat`."""
        mine = lambda: next((p for p in children_of(self.supervisor) if WORDS[name] in words_of(p)), 0)  # noqa: E731
        return until(mine, f"process {name}")

    def hands(self, name: str) -> list[int]:
        """The processes that do the work of `web` or `worker`: the children of its main process."""
        return until(lambda: children_of(self.main(name)), f"processes of {name}")

    @property
    def postgres(self) -> int:
        return int((self.places.postgres / "postmaster.pid").read_text().split()[0])

    @property
    def valkey(self) -> int:
        return int((self.places.valkey / "valkey.pid").read_text())

    def health(self) -> dict[str, str]:
        """The words of `/health/`, whatever its status."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=60) as answer:
                told: dict[str, str] = json.load(answer)
        except urllib.error.HTTPError as refusal:
            told = json.load(refusal)
        told.pop("facts")
        return told

    def broker(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.places.valkey_socket))

    def connect(self) -> psycopg.Connection[Any]:
        """A connection of the owner beside Django's, to hold locks and to look."""
        host = str(self.places.sockets)
        return psycopg.connect(host=host, user=roles.OWNER, dbname=roles.DATABASE, autocommit=True)


class StackWithClock(Stack):
    """The same with a clock that can be set. Its idle threads spin: libfaketime ends their waits at once."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.clock = Clock(data / "clock")

    def _env(self) -> dict[str, str]:
        return {**super()._env(), **self.clock.env()}


def children_of(pid: int) -> list[int]:
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").iterdir():
        found += [int(word) for word in (thread / "children").read_text().split()]
    return [child for child in found if "resource_tracker" not in " ".join(words_of(child))]


def words_of(pid: int) -> list[str]:
    try:
        text = Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return []
    return [word.rpartition("/")[2] for word in text.split("\0")]


def kill(*pids: int) -> None:
    """Kill processes with SIGKILL and wait until they have ended."""
    names = {pid: Path(f"/proc/{pid}/comm").read_text().strip() for pid in pids}
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    until(lambda: not any(is_running(pid, name) for pid, name in names.items()), f"end of {pids}")
