"""What each host measures about itself: room on its disk, and how far its clock is from that of the database.

A web server measures when it is asked. Workers leave their figures in the shared cache, so that every web
server can tell them; whole gigabytes and tenths of a second, in which no single ballot shows.
"""

import contextlib
import shutil
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.core.cache import caches
from django.db import Error
from redis.exceptions import RedisError

from operations.database_facts import database_facts

HOSTS_SEEN = "health:hosts"
PEER_SEEN = "health:clock-peer"
FORGOTTEN_AFTER = 20 * 60  # seconds without a word from a host
CLOCK_APART = 1.0  # seconds; a clock of the network answers in whole seconds and late
PEER_APART = 5.0
GIGABYTE = 1024**3


@dataclass(frozen=True, slots=True)
class HostFacts:
    """The figures of one host; `clock` is in seconds, positive when it is ahead of the database."""

    name: str
    free_gb: int
    clock: float


def this_host() -> HostFacts:
    """Measure this host; one query."""
    return HostFacts(socket.gethostname(), free_bytes() // GIGABYTE, clock_offset())


def free_bytes() -> int:
    """Return the room on the disk of the data folder."""
    return shutil.disk_usage(settings.DATA_DIR).free


def clock_offset() -> float:
    """Return how many seconds this host's clock is ahead of that of the database; see `database_facts`."""
    return database_facts().offset


def note_worker() -> None:
    """Leave the figures of a worker's host in the cache; what fails is reported by the other checks."""
    with contextlib.suppress(Error, RedisError, OSError):
        now, mine = time.time(), this_host()
        kept = {name: row for name, row in _noted().items() if now - row[0] < FORGOTTEN_AFTER}
        kept[mine.name] = (now, mine.free_gb, mine.clock)
        caches["shared"].set(HOSTS_SEEN, kept, timeout=None)


def worker_hosts() -> Iterator[HostFacts]:
    """Yield the figures of the workers' hosts that were heard of lately."""
    now = time.time()
    for name, (at, free_gb, clock) in _noted().items():
        if now - at < FORGOTTEN_AFTER:
            yield HostFacts(name, free_gb, clock)


def every_host() -> Iterator[HostFacts]:
    """Yield the figures of this host, measured now, then those of the workers' other hosts; one query."""
    mine = this_host()
    yield mine
    yield from (host for host in worker_hosts() if host.name != mine.name)


def _noted() -> dict[str, tuple[float, int, float]]:
    found = caches["shared"].get(HOSTS_SEEN)
    return found if isinstance(found, dict) else {}


def compare_with_peer() -> None:
    """Compare the clock with the `Date` of the web server that `CLOCK_PEER` names, if any."""
    if settings.CLOCK_PEER:
        with contextlib.suppress(RedisError, OSError, ValueError, TypeError):
            caches["shared"].set(PEER_SEEN, _ahead_of_peer(), timeout=24 * 3600)


def _ahead_of_peer() -> float:
    request = urllib.request.Request(settings.CLOCK_PEER, method="HEAD")  # noqa: S310 - the operator's address
    before = time.time()
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            date = answer.headers["Date"]
    except urllib.error.HTTPError as refused:
        date = refused.headers["Date"]
    there = parsedate_to_datetime(date).timestamp() + 0.5  # the header is cut to whole seconds
    return round((before + time.time()) / 2 - there, 1)


def peer_offset() -> float | None:
    """Return how far a worker's clock was ahead of the peer's last; None if none was compared for a day."""
    found = caches["shared"].get(PEER_SEEN)
    return None if found is None else float(found)
