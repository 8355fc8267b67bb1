"""Rows of every table, read from one snapshot in an order unrelated to time, and loaded again.

Rows in a table, and so in a `pg_dump`, are in the order in which they were written: the order of
voting. Here each table is sorted by its primary key instead. The tables themselves are not copied:
the migrations that a backup names create them again.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from operations.errors import BackupError

# Sessions are useless elsewhere, and would give accounts to a thief of the backup.
EMPTIED = {"django_session"}

_TABLES = """
SELECT t.relname,
       array_agg(a.attname::text ORDER BY a.attnum),
       (SELECT array_agg(k.attname::text ORDER BY array_position(i.indkey::int2[], k.attnum))
        FROM pg_index i JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey)
        WHERE i.indrelid = t.oid AND i.indisprimary)
FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0
     AND NOT a.attisdropped AND a.attgenerated = ''
WHERE t.relkind IN ('r', 'p') AND NOT t.relispartition AND t.relnamespace = current_schema()::regnamespace
GROUP BY t.oid, t.relname ORDER BY t.relname
"""
_SEQUENCES = """
SELECT relname FROM pg_class
WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace ORDER BY relname
"""


@dataclass(frozen=True)
class Table:
    """A table with its columns, and those of its primary key."""

    name: str
    columns: list[str]
    key: list[str]

    def rows_sql(self) -> str:
        """Return the statement that writes all rows in the order of the key, as text."""
        where = " WHERE false" if self.name in EMPTIED else ""
        columns, order = _names(self.columns), _names(self.key or self.columns)
        return f"COPY (SELECT {columns} FROM {_name(self.name)}{where} ORDER BY {order}) TO STDOUT"  # noqa: S608 (names of the catalogue, quoted)


def snapshot() -> None:
    """Start a transaction that sees the database as it is now."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        _wait_for_files(cursor)


def _wait_for_files(cursor: Any) -> None:
    """Lift the limit on idle transactions, which protects against hanging requests."""
    cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def all_tables() -> list[Table]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return [Table(name, columns, key or []) for name, columns, key in cursor.fetchall()]


def sequences() -> dict[str, tuple[int, bool]]:
    """Return for each sequence its last number and whether that number was used."""
    with connection.cursor() as cursor:
        cursor.execute(_SEQUENCES)
        names = [str(name) for (name,) in cursor.fetchall()]
        found = {}
        for name in names:
            cursor.execute(f"SELECT last_value, is_called FROM {_name(name)}")  # noqa: S608 (as above)
            found[name] = cursor.fetchone()
    return found


def rows(table: Table) -> Iterator[memoryview]:
    """Return the rows as Postgres' own text format, in chunks."""
    cursor: Any = connection.cursor()
    with cursor, cursor.copy(table.rows_sql()) as copy:
        yield from copy


def digest(table: Table) -> str:
    """Return the SHA-256 of `rows`."""
    whole = hashlib.sha256()
    for chunk in rows(table):
        whole.update(chunk)
    return whole.hexdigest()


def load(contents: Iterable[tuple[Table, Iterable[bytes]]], numbers: dict[str, tuple[int, bool]]) -> None:
    """Replace all rows of all tables, inside a transaction; foreign keys are checked at the end.

    Triggers are off meanwhile, since rounds are restored in their states without the moves.
    """
    tables = [table.name for table in all_tables()]
    everything = ", ".join(map(_name, tables))
    with connection.cursor() as cursor:
        _wait_for_files(cursor)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for name in tables:
            cursor.execute(f"ALTER TABLE {_name(name)} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {everything}")
        for table, chunks in contents:
            _copy_in(table, chunks)
        for name, (last, is_called) in numbers.items():
            cursor.execute("SELECT setval(%s::regclass, %s, %s)", [_name(name), last, is_called])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in tables:
            cursor.execute(f"ALTER TABLE {_name(name)} ENABLE TRIGGER USER")


def _copy_in(table: Table, chunks: Iterable[bytes]) -> None:
    cursor: Any = connection.cursor()
    with cursor, cursor.copy(f"COPY {_name(table.name)} ({_names(table.columns)}) FROM STDIN") as copy:
        for chunk in chunks:
            copy.write(chunk)


def require_same(expected: Iterable[Table]) -> None:
    """Refuse if the migrations did not create the tables of the backup."""
    ours = {table.name: set(table.columns) for table in all_tables()}
    theirs = {table.name: set(table.columns) for table in expected}
    if ours != theirs:
        names = sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))
        raise BackupError(f"The tables of this version are not those of the backup: {', '.join(names)}.")


def _name(name: str) -> str:
    return str(connection.ops.quote_name(name))


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))
