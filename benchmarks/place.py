"""Servers and processes for benchmarks, with the product's own settings."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from celery import current_app
from django.conf import settings
from django.db import connection
from psycopg import sql

from benchmarks.clock import ProcessGroup
from operations.connections import disconnect
from operations.embedded import roles
from operations.embedded.children import children
from operations.embedded.places import BASE_DIR
from operations.owner import as_owner
from simulation.rehearsal.workers import answers

READY_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Running:
    """A web server, its address and its processes."""

    port: int
    group: ProcessGroup


def database() -> str:
    """Return the name of this process's database."""
    return str(connection.settings_dict["NAME"])


def work_on(name: str) -> None:
    """Switch this process, and those it starts from now on, to another database."""
    disconnect()
    connection.settings_dict["NAME"] = name


@contextmanager
def copy_of(source: str) -> Iterator[str]:
    """Yield a copy of a database and drop it afterwards. The source must not be in use."""
    name = f"{source}_copy"
    work_on("postgres")
    drop(name)
    _copy(source, name)
    work_on(name)
    try:
        yield name
    finally:
        work_on("postgres")
        drop(name)
        work_on(source)


def _copy(source: str, name: str) -> None:
    words = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(words.format(sql.Identifier(name), sql.Identifier(source)))


def drop(name: str) -> None:
    """Drop a database as superuser: autovacuum may be at work in it, and the owner may not end that."""
    words = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with roles.connected(settings.PLACES, roles.SUPERUSER, "postgres") as server:
        server.execute(words)


def postgres() -> ProcessGroup:
    """Return the embedded database server and its processes."""
    file = settings.PLACES.postgres / "postmaster.pid"
    return ProcessGroup((int(file.read_text().split()[0]),))


def environment() -> dict[str, str]:
    """Return the environment for a process that uses the same database as this one."""
    sockets = quote(str(settings.PLACES.sockets), safe="")
    url = f"postgres://tinnhiem@{sockets}/{database()}"
    return {**os.environ, "PYTHONPATH": str(BASE_DIR), "DATABASE_URL": url}


@contextmanager
def web() -> Iterator[Running]:
    """Run the product's web server as `script/server` starts it."""
    port = _free_port()
    with _started("web", _command("web server", port), "/jsi18n/", port) as running:
        yield running


@contextmanager
def bare_web() -> Iterator[Running]:
    """Run the bare view in the same server with the same options."""
    port = _free_port()
    command = _command("web server", port)[:-1]
    with _started("bare", [*command, "benchmarks.bare:application"], "/", port) as running:
        yield running


@contextmanager
def workers(number: int) -> Iterator[ProcessGroup]:
    """Run the given number of workers, as `script/server` starts them."""
    command = [f"--concurrency={number}" if "--concurrency" in word else word for word in _command("worker")]
    with _process("worker", command) as process:
        _wait(process, lambda: bool(answers(0.3)))
        yield ProcessGroup((process.pid,))


@contextmanager
def worker_hosts(number: int) -> Iterator[ProcessGroup]:
    """Run the given number of workers with one process each, as that many small hosts would."""
    command = ["--concurrency=1" if "--concurrency" in word else word for word in _command("worker")]
    with ExitStack() as stack:
        names = [f"worker-{at}" for at in range(number)]
        hosts = [stack.enter_context(_process(name, [*command, f"--hostname={name}@%h"])) for name in names]
        for host, name in zip(hosts, names, strict=True):
            log = Path(settings.DATA_DIR) / f"{name}.log"
            _wait(host, lambda log=log: " ready." in log.read_text())  # type: ignore[misc]
        yield ProcessGroup(tuple(host.pid for host in hosts))


def empty_queue() -> None:
    """Drop tasks that an earlier benchmark left in the queue."""
    current_app.control.purge()


def _command(name: str, port: int = 0) -> list[str]:
    logs = Path(settings.DATA_DIR)
    found = children(host="127.0.0.1", port=port, logs=logs)
    return next(child.command for child in found if child.name == name)


@contextmanager
def _started(name: str, command: list[str], path: str, port: int) -> Iterator[Running]:
    with _process(name, command) as process:
        _wait(process, lambda: _answers(f"http://127.0.0.1:{port}{path}"))
        yield Running(port, ProcessGroup((process.pid,)))


@contextmanager
def _process(name: str, command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    with (Path(settings.DATA_DIR) / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=environment(), cwd=BASE_DIR, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], ready: Callable[[], bool]) -> None:
    until = time.monotonic() + READY_SECONDS
    while not ready():
        if process.poll() is not None or time.monotonic() > until:
            logs = ", ".join(str(file) for file in Path(settings.DATA_DIR).glob("*.log"))
            sys.exit(f"A process of the benchmark did not start; see {logs}")
        time.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 (our own server)
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
