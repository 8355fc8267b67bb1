"""What the application's role may do with the tables, granted by their owner after each migration.

Two accounts are the rule; where DATABASE_URL and DATABASE_OWNER_URL name one, nothing is granted and
`manage.py check --deploy` warns.
"""

from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.db import connection, transaction
from psycopg import sql

from ballots.shelves import SHELVES, tables_on
from operations.database_facts import database_facts

# Tables that the application vacuums in full: the shelf on which a round was closed, never the archive; and the keys of
# the server, once those of a round were destroyed.
MAINTAINED = [
    *(table for shelf in range(1, SHELVES + 1) for table in tables_on(shelf)),
    "ballots_serversecret",
    "audit_held",
]
# Tables that only migrations or functions of the database write, or nothing.
READ_ONLY = (
    *("django_migrations", "audit_entry", "audit_detail", "audit_value"),
    *("audit_link", "audit_pending", "audit_held", "audit_head"),
    "rounds_access",
    # Only the function that deletes a rehearsal writes it.
    "simulation_leaving",
    # Not used by the login through a directory: no row can add a directory or connect an account to one.
    *("socialaccount_socialapp", "socialaccount_socialaccount", "socialaccount_socialtoken"),
)
# Functions with rights of the owner that the application calls.
CALLED = ("audit_note(jsonb, jsonb)", "audit_begin(jsonb)", "audit_chain_held()", "audit_note_head()")
_LEAST_VERSION = 170000  # the first with the right MAINTAIN


def grant() -> None:
    """Give the application its rights on all tables, and no others; the connection is the owner's."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('server_version_num')::int")
        user, version = cursor.fetchone()
        if user == settings.DATABASE_APPLICATION:
            return
        if version < _LEAST_VERSION:
            raise CommandError("An owner of its own needs PostgreSQL 17 or newer.")
        for statement in _grants(cursor):
            cursor.execute(statement)


def standing() -> str:
    """Return whether this process connects as `application`, as `owner` of tables or as `superuser`."""
    return database_facts().standing


def _grants(cursor: Any) -> list[Any]:
    cursor.execute("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")
    there = {name for (name,) in cursor.fetchall()}
    pieces = [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
        *(f"GRANT MAINTAIN ON {table} TO {{role}}" for table in MAINTAINED if table in there),
        *(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {{role}}" for table in READ_ONLY if table in there),
        *(f"GRANT EXECUTE ON FUNCTION {name} TO {{role}}" for name in CALLED if "audit_entry" in there),
    ]
    role = sql.Identifier(settings.DATABASE_APPLICATION)
    return [sql.SQL(piece).format(role=role) for piece in pieces] + _pinned(cursor)


def _pinned(cursor: Any) -> list[Any]:
    """Return statements that make triggers read our tables, not a session's temporary ones of that name."""
    cursor.execute(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace "
        "AND prorettype = 'trigger'::regtype AND pg_get_userbyid(proowner) = current_user"
    )
    return [f"ALTER FUNCTION {name} SET search_path = public, pg_temp" for (name,) in cursor.fetchall()]
