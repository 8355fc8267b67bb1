"""Whether a statement waits for a lock; all workers of a run share one cluster, and each looks at its database only."""

from django.db import connection

_WAITS = """
SELECT EXISTS (
  SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
  WHERE NOT granted AND datname = current_database() AND locktype LIKE %s
)
"""


def somebody_waits(kind: str = "%") -> bool:
    """Return whether a statement waits for a lock of this kind, such as `advisory`; of any kind without one."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITS, [kind])
        return bool(cursor.fetchone()[0])
