"""What makes Postgres keep former versions of rows: older snapshots, and transactions in progress."""

import time
from typing import Any

# The age of the oldest in this database, one row. A worker of autovacuum counts too, since its ANALYZE has a
# snapshot; so does the statement itself, whose snapshot a transaction in another database holds back like
# that of the VACUUM to follow.
OLDEST = (
    "SELECT max(greatest(age(backend_xmin), age(backend_xid))) AS oldest "
    "FROM pg_stat_activity WHERE datname = current_database()"
)
PAUSE = 0.2


def now(cursor: Any) -> str:
    """Return a mark; rows removed before it are seen by older snapshots only."""
    cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
    return str(cursor.fetchone()[0])


def are_all_since(cursor: Any, mark: str) -> bool:
    """Return whether no snapshot is older than the mark."""
    cursor.execute(f"SELECT oldest <= age(%s::xid8::xid) FROM ({OLDEST}) snapshots", [mark])  # noqa: S608
    return bool(cursor.fetchone()[0])


def wait_for_older(cursor: Any, *, patience: float) -> bool:
    """Wait until every snapshot is newer than this moment; return False if some are not after `patience` seconds."""
    mark, until = now(cursor), time.monotonic() + patience
    while not (is_over := are_all_since(cursor, mark)) and time.monotonic() < until:
        time.sleep(PAUSE)
    return is_over
