"""The triggers on the watched tables, made after each migration by the owner of the tables."""

from typing import Any

from django.db import connection, transaction
from psycopg import sql

from audit.tables import Watched, watched

_TRANSITION = {
    "insert": "REFERENCING NEW TABLE AS new_rows",
    "update": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "REFERENCING OLD TABLE AS old_rows",
    "truncate": "",
}


def install() -> None:
    """Make the triggers of all watched tables that exist, and drop those of tables no longer watched."""
    with transaction.atomic(), connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if "audit_entry" not in there:
            return  # the migrations stopped before the log was made
        listed = {row.table: row for row in watched() if row.table in there}
        for table in triggers(cursor).keys() - listed.keys():
            _drop(cursor, table)
        for row in listed.values():
            _make(cursor, row)


def unwatched() -> list[str]:
    """Return the tables whose triggers are missing or disabled."""
    with connection.cursor() as cursor:
        found = triggers(cursor)
    return [row.table for row in watched() if found.get(row.table, set()) != _TRANSITION.keys()]


def triggers(cursor: Any) -> dict[str, set[str]]:
    """Return table → the operations that an enabled trigger of the log watches."""
    cursor.execute(
        "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'audit_capture' AND t.tgenabled IN ('O', 'A') "
        "AND c.relnamespace = 'public'::regnamespace"
    )
    found: dict[str, set[str]] = {}
    for table, name in cursor.fetchall():
        found.setdefault(table, set()).add(name.removeprefix("audit_"))
    return found


def _make(cursor: Any, row: Watched) -> None:
    for operation, transition in _TRANSITION.items():
        cursor.execute(
            sql.SQL(
                "CREATE OR REPLACE TRIGGER {name} AFTER {operation} ON {table} {transition} "
                "FOR EACH STATEMENT EXECUTE FUNCTION audit_capture({arguments})"
            ).format(
                name=sql.Identifier(f"audit_{operation}"),
                operation=sql.SQL(operation),
                table=sql.Identifier(row.table),
                transition=sql.SQL(transition),
                arguments=sql.SQL(", ").join(map(sql.Literal, row.arguments)),
            )
        )


def _drop(cursor: Any, table: str) -> None:
    for operation in _TRANSITION:
        cursor.execute(
            sql.SQL("DROP TRIGGER IF EXISTS {name} ON {table}").format(
                name=sql.Identifier(f"audit_{operation}"), table=sql.Identifier(table)
            )
        )
