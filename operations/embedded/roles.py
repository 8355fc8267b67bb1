"""The roles of the embedded Postgres: a superuser for the set-up, the owner of the tables, the application."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from operations.embedded.places import BASE_DIR, Places

SUPERUSER = "postgres"
OWNER = "tinnhiem_owner"
APPLICATION = "tinnhiem"
DATABASE = "tinnhiem"
ROLES = BASE_DIR / "operations" / "roles.sql"
_FORMER_SUPERUSER = "tinnhiem"  # of clusters that the first releases made
_BETWEEN = "tinnhiem_setup"


def prepare(places: Places) -> None:
    """Create roles and database, or convert those of a former release; do nothing where they are there."""
    _rename_former_superuser(places)
    with connected(places, SUPERUSER, "postgres") as server:
        if _is_prepared(server):
            return
        server.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(_BETWEEN)))
        server.execute(ROLES.read_text())
        _give_databases(server)
    # The first is copied into every database that is made later, as restoring does.
    for database in ("template1", DATABASE):
        with connected(places, SUPERUSER, database) as inside:
            inside.execute(ROLES.read_text())
    with connected(places, SUPERUSER, "postgres") as server:
        comment = sql.SQL("COMMENT ON ROLE {} IS {}")
        server.execute(comment.format(sql.Identifier(OWNER), sql.Literal(_mark())))


def _mark() -> str:
    """Return what the owner's comment says once these same statements have run to their end."""
    return f"roles.sql {hashlib.sha256(ROLES.read_bytes()).hexdigest()[:16]}"


def _is_prepared(server: psycopg.Connection[Any]) -> bool:
    found = server.execute(
        "SELECT FROM pg_roles JOIN pg_database ON datname = %s "
        "WHERE rolname = %s AND shobj_description(pg_roles.oid, 'pg_authid') = %s",
        [DATABASE, OWNER, _mark()],
    )
    return found.fetchone() is not None


def _give_databases(server: psycopg.Connection[Any]) -> None:
    """Create the product's database; give the owner those that restores, tests and benchmarks left."""
    rows = server.execute("SELECT datname FROM pg_database WHERE NOT datistemplate").fetchall()
    names = [name for (name,) in rows if name != "postgres"]
    if DATABASE not in names:
        create = sql.SQL("CREATE DATABASE {} OWNER {}")
        server.execute(create.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))
    for name in names:
        change = sql.SQL("ALTER DATABASE {} OWNER TO {}")
        server.execute(change.format(sql.Identifier(name), sql.Identifier(OWNER)))


def _rename_former_superuser(places: Places) -> None:
    """Free the application's name, which the superuser of a former release bears.

    A role cannot rename itself, and the first superuser of a cluster remains one.
    """
    try:
        with connected(places, SUPERUSER, "postgres"):
            return
    except psycopg.OperationalError as problem:
        if "does not exist" not in str(problem):
            raise
    with connected(places, _FORMER_SUPERUSER, "postgres") as server:
        if server.execute("SELECT FROM pg_roles WHERE rolname = %s", [_BETWEEN]).fetchone() is None:
            server.execute(sql.SQL("CREATE ROLE {} SUPERUSER LOGIN").format(sql.Identifier(_BETWEEN)))
    with connected(places, _BETWEEN, "postgres") as server:
        rename = sql.SQL("ALTER ROLE {} RENAME TO {}")
        server.execute(rename.format(sql.Identifier(_FORMER_SUPERUSER), sql.Identifier(SUPERUSER)))


@contextmanager
def connected(places: Places, role: str, database: str) -> Iterator[psycopg.Connection[Any]]:
    """Connect to the embedded Postgres of these places, without Django."""
    host = str(places.sockets)
    with psycopg.connect(host=host, user=role, dbname=database, autocommit=True) as connection:
        yield connection
