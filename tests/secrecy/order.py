"""What Postgres stores besides the columns: transaction, place and order of each row."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from operations.embedded import roles
from operations.embedded.places import Places

PARTS = {
    "ballots_castballot": "hash",
    "ballots_issuedballot": "elector_id",
    "ballots_proofcheck": "ballot_id",
}


@contextmanager
def inside() -> Iterator[psycopg.Cursor[Any]]:
    """Look as the superuser into what is committed in the database that Django uses."""
    known = connection.settings_dict
    with psycopg.connect(host=known["HOST"], user=roles.SUPERUSER, dbname=known["NAME"]) as beside:
        yield beside.cursor()


def leaves(table: str) -> list[str]:
    """Return the tables that hold the rows of a divided table: archive and shelves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relid::text FROM pg_partition_tree(%s) WHERE isleaf ORDER BY 1", [table])
        return [name for (name,) in cursor.fetchall()]


def hidden(table: str, key: str) -> list[tuple[str, str, int, int]]:
    """Return (key, transaction, page, place) of each row, as they lie on the disk, shelf by shelf."""
    rows: list[tuple[str, str, int, int]] = []
    with connection.cursor() as cursor:
        for leaf in leaves(table):
            cursor.execute(
                f"SELECT {key}::text, xmin::text, (ctid::text::point)[0]::int, (ctid::text::point)[1]::int "  # noqa: S608
                f"FROM {leaf} t ORDER BY t.ctid"
            )
            rows += cursor.fetchall()
    return rows


def large_parts(table: str) -> list[tuple[int, str]]:
    """Return (number, transaction) of each row's large part (TOAST); none where no row is large."""
    found: list[tuple[int, str]] = []
    with inside() as cursor:
        for toast in _toast_tables(table):
            cursor.execute(f"SELECT DISTINCT chunk_id::int8, xmin::text FROM {toast} ORDER BY 1")  # noqa: S608
            found += cursor.fetchall()
    return found


def _toast_tables(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltoastrelid::regclass::text FROM pg_class "
            "WHERE oid = ANY (%s::regclass[]) AND reltoastrelid > 0",
            [leaves(table)],
        )
        return [name for (name,) in cursor.fetchall()]


def transactions(table: str) -> set[str]:
    """Return every transaction that wrote a row or a large part of one."""
    rows = {row[1] for row in hidden(table, PARTS[table])}
    return rows | {transaction for _number, transaction in large_parts(table)}


def former_versions(table: str) -> int:
    """Return how many dead rows and large parts the pages of the table still hold."""
    names = [*leaves(table), *_toast_tables(table)]
    with inside() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pgstattuple")
        cursor.execute(
            "SELECT sum((pgstattuple(name)).dead_tuple_count) FROM unnest(%s::regclass[]) AS name",
            [names],
        )
        return int(next(cursor)[0])


def files(places: Places) -> set[Path]:
    """Return every file of this database, also of tables that were written anew or dropped."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'base/' || oid FROM pg_database WHERE datname = current_database()")
        return {path for path in (places.postgres / cursor.fetchone()[0]).iterdir() if path.is_file()}


def files_that_hold(places: Places, words: Iterable[bytes]) -> dict[str, int]:
    """Return how often the words stand in each file of the database, as the disk has it after a checkpoint."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    names = list(words)
    counts = {path.name: sum(map(path.read_bytes().count, names)) for path in files(places)}
    return {name: count for name, count in counts.items() if count}
