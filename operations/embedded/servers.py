"""Start and stop both servers, one caller at a time (`python -m operations.embedded.servers start`)."""

import fcntl
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from operations.embedded import postgres, valkey
from operations.embedded.account import may_enter, own
from operations.embedded.places import Places, is_given, places
from operations.errors import CannotStart

PAUSE = 15.0  # after a start that failed
_next_try: dict[Places, float] = {}


def start(where: Places | None = None) -> None:
    """Start the servers that the environment does not replace with `DATABASE_URL` or `REDIS_URL`."""
    where = where or places()
    if is_given("DATABASE_URL") and is_given("REDIS_URL"):
        return
    with _alone(where):
        if not is_given("DATABASE_URL"):
            postgres.start(where)
        if not is_given("REDIS_URL"):
            valkey.start(where)


@contextmanager
def kept_running(where: Places) -> Iterator[None]:
    """Start the servers for `script/server` and stop at the end those that it started.

    A server that a killed `script/server` left behind is stopped as well; one that another command
    (`script/manage`, tests) uses keeps running.
    """
    mark = where.servers / "started-by-server"
    ours = mark.exists() or not (postgres.running(where) or valkey.running(where))
    try:
        start(where)
        if ours:
            mark.touch()
        yield
    finally:
        if ours:
            stop(where)
            mark.unlink(missing_ok=True)


def check(where: Places) -> str | None:
    """Restart a server that has ended; return the sentence to print, if any."""
    wanted = {"DATABASE_URL": ("Postgres", postgres.running), "REDIS_URL": ("Valkey", valkey.running)}
    names = [
        name for variable, (name, running) in wanted.items() if not (is_given(variable) or running(where))
    ]
    if not names:
        return None
    if time.monotonic() < _next_try.get(where, 0.0):
        return None
    try:
        start(where)
    except CannotStart as problem:
        _next_try[where] = time.monotonic() + PAUSE
        return f"{problem} Next try in {PAUSE:.0f} s."
    return f"{' and '.join(names)} had ended and runs again."


def stop(where: Places | None = None) -> None:
    """Stop the running servers; the data is kept."""
    where = where or places()
    with _alone(where):
        valkey.stop(where)
        postgres.stop(where)


@contextmanager
def _alone(where: Places) -> Iterator[None]:
    try:
        where.data.mkdir(parents=True, exist_ok=True)
        where.servers.mkdir(parents=True, exist_ok=True, mode=0o755)
        own(where.sockets)
    except OSError as problem:
        raise CannotStart(f"Cannot make the data folder {where.data}: {problem.strerror}.") from problem
    if not may_enter(where.sockets):
        raise CannotStart(f"{where.sockets} belongs to another account; set TINNHIEM_DATA to a shorter path.")
    with (where.servers / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main(arguments: list[str]) -> int:
    actions = {"start": start, "stop": stop}
    if len(arguments) != 1 or arguments[0] not in actions:
        print("usage: python -m operations.embedded.servers start|stop", file=sys.stderr)
        return 2
    try:
        actions[arguments[0]]()
    except CannotStart as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
