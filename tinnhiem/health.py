"""`/health/`: whether web, database, queue and workers live; words only, nothing about them."""

import time
from collections.abc import Callable

from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

WORKER_SEEN = "health:worker-seen"
WORKER_LATE_SECONDS = 180


def worker_was_here() -> None:
    """Called by the worker once a minute: proves that beat, queue and worker all move."""
    cache.set(WORKER_SEEN, time.time(), timeout=None)


def worker_age() -> float | None:
    """Return seconds since a worker last reported; None when none ever did."""
    seen = cache.get(WORKER_SEEN)
    return None if seen is None else max(0.0, time.time() - float(seen))


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _redis() -> str:
    cache.get(WORKER_SEEN)
    return "ok"


def _worker() -> str:
    age = worker_age()
    if age is None:
        return "never seen"
    return "ok" if age < WORKER_LATE_SECONDS else "late"


CHECKS: dict[str, Callable[[], str]] = {"database": _database, "redis": _redis, "worker": _worker}


def _word(check: Callable[[], str]) -> str:
    try:
        return check()
    except (Error, RedisError, OSError):
        return "down"


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Return 200 when all is well, 503 otherwise, with one word for each part."""
    parts = {"web": "ok", **{name: _word(check) for name, check in CHECKS.items()}}
    well = all(word == "ok" for word in parts.values())
    return JsonResponse({"status": "ok" if well else "degraded", **parts}, status=200 if well else 503)
