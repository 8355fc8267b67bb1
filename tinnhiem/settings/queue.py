"""Cache, queue and tasks."""

from urllib.parse import urlsplit

from kombu import Queue
from redis.backoff import NoBackoff
from redis.retry import Retry

from tinnhiem.schedule import schedule
from tinnhiem.settings.base import PLACES, PREFIX, TESTING, env

_REDIS_URL = env.redis("REDIS_URL")
_CACHE = {
    # A separate database, so that emptying the cache never empties the queue.
    "LOCATION": urlsplit(_REDIS_URL)._replace(path="/1").geturl()
    if _REDIS_URL
    else f"unix://{PLACES.valkey_socket}?db=1",
    # Voters do not wait for an unreachable cache; its content is not needed.
    "OPTIONS": {"retry": Retry(NoBackoff(), 0), "socket_connect_timeout": 1, "socket_timeout": 2},
    "KEY_PREFIX": f"{PREFIX}-cache",
}
CACHES = {
    "default": {"BACKEND": "operations.cache.NearCache", **_CACHE},
    # Heartbeats of processes; raises an error while the server is away.
    "shared": {"BACKEND": "django.core.cache.backends.redis.RedisCache", **_CACHE},
}

CELERY_BROKER_URL = _REDIS_URL or f"redis+socket://{PLACES.valkey_socket}?virtual_host=0"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": f"{PREFIX}-queue:",
    "visibility_timeout": 3600,
    # A hanging server must not block the secretary's page.
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # worker and beat retry until the broker is back
# Broadcasts ignore the key prefix; without names of its own, another run's worker could answer.
CELERY_CONTROL_EXCHANGE = PREFIX
CELERY_EVENT_EXCHANGE = f"{PREFIX}-events"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
# A host that cannot make documents consumes the other queue only (operations/host_parts.py).
CELERY_TASK_QUEUES = [Queue("celery"), Queue("documents")]
CELERY_TASK_ROUTES = {
    "results.render_documents": {"queue": "documents"},
    "rounds.render_plan": {"queue": "documents"},
}
# A task whose worker died is delivered to another; tasks are safe to run twice.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
# Tests do not wait for a minute.
MINUTE = env.whole("TN_MINUTE", default=60) if TESTING else 60
CELERY_BEAT_SCHEDULER = "operations.beat.Minutes"
# Time-keeping has priority over counting: a large box must not delay another round.
CELERY_TASK_DEFAULT_PRIORITY = 6
CELERY_BEAT_SCHEDULE = schedule(MINUTE)
