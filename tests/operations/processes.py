"""Starting a program until its log says that it runs, and ending it."""

import contextlib
import os
import signal
import socket
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings
from django.db import connection

from operations.embedded.places import BASE_DIR

# A worker looks for others for a second when it starts; in a test it is the only one.
ALONE = ("--without-mingle", "--without-gossip")


def environment() -> dict[str, str]:
    """Return the environment in which a process works on the tests' database."""
    name = str(connection.settings_dict["NAME"])
    key = settings.SECRET_KEY  # the file that held it went with the folder of an earlier run
    return {
        **os.environ,
        "TN_TESTING": "1",
        "TN_DATABASE": name,
        "PYTHONPATH": str(BASE_DIR),
        "SECRET_KEY": key,
    }


def free_port() -> int:
    """Return a port that nothing listens at."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def assert_starts(
    words: Sequence[str], sign: str, env: dict[str, str], log: Path, wait_until: Callable[..., object]
) -> None:
    """Run a command until its log shows the sign; it must not have ended by then."""
    with log.open("wb") as output:
        process = subprocess.Popen(words, cwd=BASE_DIR, env=env, stdout=output, stderr=output)
    try:
        wait_until(lambda: sign in log.read_text() or process.poll() is not None)
        assert process.poll() is None, log.read_text()
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask until it ends: a signal that meets Celery's first imports becomes an error it logs and survives."""
    for _attempt in range(12):
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
            return
    raise AssertionError("does not end")


def kill_session(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that was started with a session of its own, and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
