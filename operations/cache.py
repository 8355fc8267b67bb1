"""Redis cache that falls back to process memory."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

T = TypeVar("T")
TRY_AGAIN_SECONDS = 5


class NearCache(RedisCache):
    """Redis cache; process memory while Redis is down.

    Meanwhile people log in and vote; attempts to log in are counted per process.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._near = LocMemCache(f"near-{server}", params)
        self._away_until = 0.0

    def _ask(self, far: Callable[[], T], near: Callable[[], T]) -> T:
        if time.monotonic() < self._away_until:
            return near()
        try:
            return far()
        except (RedisError, OSError):
            self._away_until = time.monotonic() + TRY_AGAIN_SECONDS
            return near()

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        rest = (key, value, timeout, version)
        return self._ask(lambda: super(NearCache, self).add(*rest), lambda: self._near.add(*rest))

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        rest = (key, default, version)
        return self._ask(lambda: super(NearCache, self).get(*rest), lambda: self._near.get(*rest))

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        rest = (key, value, timeout, version)
        self._ask(lambda: super(NearCache, self).set(*rest), lambda: self._near.set(*rest))

    def delete(self, key: Any, version: Any = None) -> bool:
        rest = (key, version)
        return self._ask(lambda: super(NearCache, self).delete(*rest), lambda: self._near.delete(*rest))
