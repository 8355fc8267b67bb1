"""The database, and the two accounts that log in to it."""

import os
from urllib.parse import quote

from operations.embedded.places import is_given
from tinnhiem.environment import stop
from tinnhiem.settings.base import PLACES, TESTING, env
from tinnhiem.settings.web import WEB_THREADS

_SOCKETS = quote(str(PLACES.sockets), safe="")
DATABASES = {"default": env.database("DATABASE_URL", default=f"postgres://tinnhiem@{_SOCKETS}/tinnhiem")}
DATABASE_APPLICATION = DATABASES["default"]["USER"]
# The owner of the tables migrates and restores (`operations.owner`). Web, worker and beat log in as an account
# that cannot change tables, and in production do not hold this login.
DATABASE_OWNER = (
    dict(DATABASES["default"])
    if is_given("DATABASE_URL") and not is_given("DATABASE_OWNER_URL")
    else env.database("DATABASE_OWNER_URL", default=f"postgres://tinnhiem_owner@{_SOCKETS}/tinnhiem")
)
if DATABASE_OWNER["NAME"] != DATABASES["default"]["NAME"]:
    stop("DATABASE_OWNER_URL and DATABASE_URL must name the same database.")
_OPTIONS = {
    # After `reconnect_timeout` the next request tries again; the pool's own attempts become rare.
    "pool": {
        "min_size": 0,
        "max_size": env.whole("DATABASE_POOL", default=sum(WEB_THREADS.values())),
        "timeout": 15,
        "reconnect_timeout": 3,
    },
    # A hanging process that holds a lock must not keep a round from closing, and waiting requests fail
    # before the proxy times out. Statements of pages take a few milliseconds: starting a second process of
    # Postgres for them, or compiling them, takes longer and keeps the processor from other people.
    "options": "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
    " -c max_parallel_workers_per_gather=0 -c jit=off",
}
for _login in (DATABASES["default"], DATABASE_OWNER):
    _login["OPTIONS"] = {**_login.get("OPTIONS", {}), **_OPTIONS}
DATABASES["default"] |= {
    # The pool keeps connections, so Django's persistent connections must be off.
    "CONN_MAX_AGE": 0,
    # One more empty query; never hand out connections that died in a restart of the database.
    "CONN_HEALTH_CHECKS": True,
    "TEST": {"NAME": f"test_tinnhiem_{os.environ.get('TN_TEST_SUFFIX', '')}".rstrip("_")},
}
if TESTING and (_name := os.environ.get("TN_DATABASE")):
    # A worker or server that a test starts uses the test's database.
    DATABASES["default"]["NAME"] = _name
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
