"""`/health/`: one word each for web, database, keys, parts of the host, disk, queue, workers and beat; `/health/web/`: what voting needs."""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError as QueueError
from redis.exceptions import RedisError

from ballots import shared_keys
from operations import host_facts, host_parts, rights, selectors
from operations.database_facts import asked_once, database_facts
from operations.embedded.checks import LEAST_FREE

WORKER_SEEN = "health:worker-seen"
BEAT_SEEN = "health:beat-seen"
QUEUE_SEEN = "health:queue-seen"
WORKER_PULSE = "health:worker-pulse"
PULSE_SECONDS = 20
LATE_SECONDS = 3 * settings.MINUTE
WAITS_SECONDS = 10 * settings.MINUTE  # a large box may keep every worker busy for some minutes
UNREACHABLE = (RedisError, QueueError, OSError)


def record_worker_heartbeat() -> None:
    """Record the worker's heartbeat, which proves that beat, queue and worker run."""
    caches["shared"].set(WORKER_SEEN, time.time(), timeout=None)


def record_queue_heartbeat() -> None:
    """Record that a task of no urgency came to its turn."""
    caches["shared"].set(QUEUE_SEEN, time.time(), timeout=None)


class Pulse:
    """The sign of life that the main process of a worker gives by itself, also while beat is down."""

    def __init__(self) -> None:
        self._given = -float(PULSE_SECONDS)

    def give(self, **_signal: Any) -> None:
        """Record the pulse, at most every `PULSE_SECONDS`; an unreachable cache does not stop the worker."""
        now = time.monotonic()
        if now - self._given < PULSE_SECONDS:
            return
        self._given = now
        with contextlib.suppress(*UNREACHABLE):
            caches["shared"].set(WORKER_PULSE, time.time(), timeout=None)


def record_beat_heartbeat() -> None:
    """Record beat's heartbeat; an unreachable cache does not stop beat."""
    with contextlib.suppress(*UNREACHABLE):  # reported as `redis`
        caches["shared"].set(BEAT_SEEN, time.time(), timeout=None)


def _seen(key: str, within: float = LATE_SECONDS) -> str:
    age = seconds_since(key)
    if age is None:
        return "never seen"
    # Ignore heartbeats from the future: the clock was set back since.
    return "ok" if abs(age) < within else "late"


def seconds_since(key: str) -> float | None:
    """Return the age of a heartbeat; None if there is none."""
    seen = caches["shared"].get(key)
    return None if seen is None else time.time() - float(seen)


def _database() -> str:
    return "read-only" if database_facts().is_read_only else "ok"


def _redis() -> str:
    caches["shared"].get(WORKER_SEEN)
    return "ok"


def _beat() -> str:
    return _seen(BEAT_SEEN)


def _worker() -> str:
    """Return the state of the worker by its heartbeat; when beat is down, by its pulse. Waits for no answer."""
    word = _seen(WORKER_SEEN)
    return word if word == "ok" or _beat() == "ok" else _seen(WORKER_PULSE)


def _queue() -> str:
    """Return whether work of no urgency waits for long while a worker runs."""
    return "late" if _seen(QUEUE_SEEN, WAITS_SECONDS) == "late" and _worker() == "ok" else "ok"


def _keys() -> str:
    """Return whether this host holds the keys that all hosts share (docs/operations.md, *Keys*)."""
    in_use = shared_keys.all_recorded()
    if shared_keys.lacks_envelope_key(in_use):
        return "lacks envelope key"
    return "other SECRET_KEY" if shared_keys.secret_key_differs(in_use) else "ok"


def _host() -> str:
    """Return what this web server's host lacks: static files, a temporary folder, fonts."""
    return host_parts.lacking() or "ok"


def _disk() -> str:
    """Return whether the data folder's disk has room."""
    return "ok" if host_facts.free_bytes() >= LEAST_FREE else "full"


CHECKS: Mapping[str, Callable[[], str]] = {
    "database": _database,
    "keys": _keys,
    "host": _host,
    "disk": _disk,
    "redis": _redis,
    "worker": _worker,
    "beat": _beat,
}
PARTS = {**CHECKS, "queue": _queue}  # work that waits for long does not change the status of `/health/`
MACHINERY = ("redis", "worker", "beat")
# What a web server that lacks something cannot do, and the remedy; no path, since anybody may read it.
REMEDIES = {
    "lacks envelope key": "This web server lacks the envelope key of the installation: it issues and takes no ballots. "
    "Copy the file of the envelope keys to it from another host or from a backup (docs/operations.md, Keys).",
    "other SECRET_KEY": "This web server has another SECRET_KEY than the installation: people would be logged out. Give it "
    "the same one; after a change on purpose run manage.py accept_secret_key (docs/operations.md, Keys).",
}


def failing_service() -> str:
    """Return the service that keeps ballots from being counted (`redis`, `worker`, `beat`), or ""."""
    return next((name for name in MACHINERY if word_for(name) != "ok"), "")


def word_for(name: str) -> str:
    """Return the word for a part: `ok`, `down`, or what is wrong with it."""
    try:
        return PARTS[name]()
    except (Error, *UNREACHABLE):
        return "down"


@contextlib.contextmanager
def unreachable_is_told() -> Iterator[None]:
    """Leave out what asks a service that does not answer; its own check tells it."""
    with contextlib.suppress(Error, *UNREACHABLE):
        yield


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 if all services run, else 503, with one word for each, and what a watcher may judge itself."""
    with asked_once():
        parts = {"web": "ok", **{name: word_for(name) for name in CHECKS}}
        facts = _facts()
    well = all(word == "ok" for word in parts.values())
    told = {"status": "ok" if well else "degraded", **parts, **_help(parts), "facts": facts}
    return JsonResponse(told, status=200 if well else 503)


def _facts() -> dict[str, object]:
    """Return what does not change the status; whole gigabytes and hours, so that no single ballot shows."""
    with contextlib.suppress(Error, OSError):
        hours = selectors.hours_since_backup()
        return {
            "disk_free_gb": host_facts.free_bytes() // host_facts.GIGABYTE,
            "backup_hours": "never" if hours is None else hours,
            "database_role": rights.standing(),
        }
    return {}


@never_cache
@require_safe
def web_health(request: HttpRequest) -> JsonResponse:
    """Answer 200 if this web server reaches the database, holds the keys of all hosts and has static files, else 503.

    A proxy or a container asks here: without worker or queue the site must stay open, since voting needs neither.
    """
    parts = {"web": "ok", **{name: word_for(name) for name in ("database", "keys")}}
    parts["static"] = "missing" if host_parts.static_files_problem() else "ok"
    well = all(word == "ok" for word in parts.values())
    return JsonResponse({**parts, **_help(parts)}, status=200 if well else 503)


def _help(parts: Mapping[str, str]) -> dict[str, str]:
    """Return `{"help": a sentence}` for a web server without the keys."""
    remedy = REMEDIES.get(parts["keys"])
    return {"help": remedy} if remedy else {}
