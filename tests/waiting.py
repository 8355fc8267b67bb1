"""Whether others wait or work on the test's database; all workers of a run share one cluster, so each looks at its own.

Inside a transaction Postgres keeps the list of sessions that the first question found, so each question drops it.
"""

from collections.abc import Mapping

from django.db import connection

_WAITS = """
SELECT EXISTS (
  SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
  WHERE NOT granted AND datname = current_database() AND locktype LIKE %(kind)s
    AND (%(table)s = '' OR relation = to_regclass(%(table)s))
)
"""
_OTHERS = """
SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND usename <> session_user)
"""


def _answer(question: str, values: Mapping[str, str] | None = None) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(question, values)
        return bool(cursor.fetchone()[0])


def somebody_waits(kind: str = "%", *, table: str = "") -> bool:
    """Return whether a statement waits for a lock of this kind, such as `advisory`, or on this table; else any lock."""
    return _answer(_WAITS, {"kind": kind, "table": table})


def is_alone() -> bool:
    """Return whether no process of the application is connected: what a killed one had sent is done or undone.

    Tests log in as the owner of the database, and the processes that they start as the application.
    """
    return not _answer(_OTHERS)
