"""Acting as the owner of the tables, to set up what the application cannot do, and to tamper.

The tests' process logs in as the owner, which made the database, and acts as the application: its connections
begin with that role.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def as_owner() -> Iterator[Any]:
    """Let this connection act as the owner and yield a cursor; afterwards it is the application again.

    After an error inside a transaction, the role returns with the savepoint or transaction that ends.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        yield cursor
        cursor.execute("RESET ROLE")


def become_owner() -> None:
    """Act as the owner until the test's transaction is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")


@contextmanager
def without_triggers(cursor: Any) -> Iterator[None]:
    """Let the owner write rows past triggers and foreign keys, inside a transaction."""
    cursor.execute("SET LOCAL session_replication_role = replica")
    yield
    cursor.execute("SET LOCAL session_replication_role = origin")


@contextmanager
def unguarded() -> Iterator[Any]:
    """Act as the owner, past triggers and foreign keys, in a transaction; yield a cursor."""
    with transaction.atomic(), as_owner() as cursor, without_triggers(cursor):
        yield cursor
