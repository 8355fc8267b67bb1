"""Profile of a cast: the whole request in this process, under Python's profiler."""

import cProfile
import io
import pstats
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from benchmarks import scene
from benchmarks.scene import frame_of
from benchmarks.sizes import Sizes

# The first of these names in a function's path determines its part; the rest is Python itself.
PARTS = {
    "/ballots/protocol/": "checks of the ballot and receipt (calls of libsodium included)",
    "/pysodium/": "checks of the ballot and receipt (calls of libsodium included)",
    "/cryptography/": "checks of the ballot and receipt (calls of libsodium included)",
    "/psycopg": "talking to Postgres",
    "/django/db/": "Django: database",
    "/redis/": "asking a worker (Valkey)",
    "/celery/": "asking a worker (Valkey)",
    "/kombu/": "asking a worker (Valkey)",
    "/django/core/cache/": "asking a worker (Valkey)",
    "/django/": "Django: request, middleware, answer",
    "/csp/": "Django: request, middleware, answer",
    "/allauth/": "Django: request, middleware, answer",
    "/whitenoise/": "Django: request, middleware, answer",
    "/tinnhiem/": "Django: request, middleware, answer",
    "/operations/": "Django: request, middleware, answer",
    "/ballots/": "the cast itself",
    "/rounds/": "the cast itself",
    "/common/": "the cast itself",
}


def run(sizes: Sizes) -> dict[str, Any]:
    """Return the milliseconds of one cast without the profiler, and each part's share under it."""
    count = max(4, sizes.rate_ballots // 2)
    set_up = scene.open_round(lines=sizes.rate_lines, voters=2 * count)
    path = reverse("ballots:cast", args=[set_up.round_.pk])
    frames = [frame_of(voter.cast) for voter in scene.voter_requests(set_up)]
    site = get_wsgi_application()
    _cast(site, path, frames[:2])
    wall, used = time.perf_counter(), time.process_time()
    _cast(site, path, frames[2:count])
    used, wall = time.process_time() - used, time.perf_counter() - wall
    profiler = cProfile.Profile(builtins=False)
    profiler.runcall(_cast, site, path, frames[count:])
    return {
        "lines": sizes.rate_lines,
        "processor": 1000 * used / (count - 2),
        "elapsed": 1000 * wall / (count - 2),
        "parts": _parts(profiler),
    }


def _cast(site: Any, path: str, frames: Sequence[bytes]) -> None:
    for frame in frames:
        said: list[Any] = []
        body = b"".join(site(_environ(path, frame), lambda *answer, said=said: said.append(answer)))
        assert said[0][0] == "200 OK", body


def _environ(path: str, body: bytes) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "SERVER_NAME": settings.ALLOWED_HOSTS[0],
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "CONTENT_TYPE": "application/octet-stream",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
    }


def _parts(profiler: cProfile.Profile) -> dict[str, float]:
    """Return each part's share of the whole, largest first."""
    stats: Any = pstats.Stats(profiler)
    found: dict[str, float] = defaultdict(float)
    for (file, _line, _name), (_calls, _all, own, _with, _callers) in stats.stats.items():
        found[_part(file)] += own
    whole = sum(found.values())
    return {part: own / whole for part, own in sorted(found.items(), key=lambda item: -item[1])}


def _part(file: str) -> str:
    path = Path(file).as_posix()
    return next((part for mark, part in PARTS.items() if mark in path), "Python itself")
