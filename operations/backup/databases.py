"""Create, rename and drop whole databases on the server of `DATABASE_URL`, as the owner."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

from operations.connections import disconnect
from operations.errors import BackupError

_MAINTENANCE = ("postgres", "template1")
LEAVING_SECONDS = 5.0


def name() -> str:
    """Return the name of the product's database."""
    return str(connection.settings_dict["NAME"])


def use(database: str) -> None:
    """Point Django's connection to another database of the same server."""
    disconnect()
    connection.settings_dict["NAME"] = database


@contextmanager
def connected(database: str | None = None) -> Iterator[psycopg.Connection[Any]]:
    """Connect without Django, by default to a database that is never renamed."""
    parameters = connection.get_connection_params()
    wanted = {key: parameters[key] for key in parameters if key in _PLAIN}
    for candidate in [database] if database else _MAINTENANCE:
        try:
            found = psycopg.connect(**{**wanted, "dbname": candidate}, autocommit=True)
        except psycopg.OperationalError as problem:
            failure = problem
            continue
        with found:
            yield found
        return
    raise BackupError(f"The database server refuses: {str(failure).strip()}") from failure


_PLAIN = ("host", "port", "user", "password", "sslmode", "sslrootcert", "sslcert", "sslkey", "service")


def exists(database: str) -> bool:
    with connected() as server:
        found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return found.fetchone() is not None


def holds_people(database: str) -> bool:
    """Return whether this database contains accounts."""
    with connected(database) as server:
        known = server.execute("SELECT to_regclass('officials_user') IS NOT NULL").fetchone()
        if not known or not known[0]:
            return False
        found = server.execute("SELECT EXISTS (SELECT FROM officials_user)").fetchone()
        return bool(found and found[0])


def require_unused(database: str) -> None:
    """Refuse while web server, worker or beat are connected; wait for connections that are closing."""
    until = time.monotonic() + LEAVING_SECONDS
    while number := _connections(database):
        if time.monotonic() > until:
            raise BackupError(
                f"{number} connections use the database {database}. Stop web server, worker and beat, "
                "then restore; nothing was changed."
            )
        time.sleep(0.1)


def _connections(database: str) -> int:
    with connected() as server:
        found = server.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'",
            [database],
        ).fetchone()
    return int(found[0]) if found else 0


def create(database: str) -> None:
    """Create an empty database; drop one that an interrupted restore left under that name."""
    try:
        with connected() as server:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database)))
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    except psycopg.errors.InsufficientPrivilege as problem:
        raise BackupError(
            "The account of DATABASE_OWNER_URL may not make databases, which restoring needs. As the "
            "server's administrator: ALTER ROLE … CREATEDB; nothing was changed."
        ) from problem


def drop(database: str) -> None:
    with connected() as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database)))


def exchange(fresh: str, current: str, aside: str, also: Callable[[], None]) -> None:
    """Rename `current` to `aside` and `fresh` to `current`, in one step with what `also` does."""
    renamed = [(current, aside)] if exists(current) else []
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with connected() as server, server.transaction():
        for before, after in [*renamed, (fresh, current)]:
            server.execute(rename.format(sql.Identifier(before), sql.Identifier(after)))
        also()


def kept_aside(database: str) -> list[str]:
    """Return the databases that earlier restores set aside."""
    with connected() as server:
        rows = server.execute("SELECT datname FROM pg_database ORDER BY datname").fetchall()
    return [found for (found,) in rows if re.fullmatch(re.escape(database) + r"_before_\d{14}", found)]
