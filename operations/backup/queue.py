"""Emptying of queue and cache after a restore; the database tells what is left to do."""

import redis
from celery import current_app
from django.conf import settings
from kombu.exceptions import OperationalError


def empty() -> bool:
    """Remove our keys only from cache and queue; return whether the server answered."""
    try:
        for cache in settings.CACHES.values():
            _remove(redis.Redis.from_url(str(cache["LOCATION"])), f"{settings.PREFIX}-cache:*")
        with current_app.connection_for_write() as connected:
            channel = connected.default_channel
            broker = redis.Redis(connection_pool=channel.client.connection_pool)  # type: ignore[attr-defined]
            _remove(broker, f"{settings.PREFIX}-queue:*")
    except (redis.RedisError, OperationalError, OSError):
        return False
    return True


def _remove(server: redis.Redis, pattern: str) -> None:
    for key in server.scan_iter(pattern):
        server.delete(key)
