"""Rounds that many tests want alike: built once per process, later copied back row by row.

Locking a box with three members takes some six hundred statements; copying its rows takes twenty. A copy has
the keys and the times of the first, so only builders whose rows do not depend on anything else are remembered:
with other options than plain values, or beside people and units of the test, the round is built as usual.
"""

import functools
from collections.abc import Callable
from typing import Any

from django.db import connection

from ballots import shared_keys
from officials.models import Unit, User
from rounds.models import Round
from tests import database
from tests.owner import unguarded

Builder = Callable[..., Round]
Rows = dict[str, bytes]
# Rows of the installation, which a second remembered round of the same test would bring again.
_SHARED = ('"ballots_sharedkey"', '"audit_link"')  # links of the log continue one another
_PLAIN = (str, int, bool, type(None))
_kept: dict[str, tuple[Any, Rows]] = {}


def remembered(build: Builder) -> Builder:
    """Let a builder of rounds run once for each set of plain options."""

    @functools.wraps(build)
    def built(*args: Any, **options: Any) -> Round:
        if not _plain((args, sorted(options.items()))):
            return build(*args, **options)
        key = f"{build.__module__}.{build.__qualname__} {args} {sorted(options.items())}"
        return _copy(key) or _build(key, functools.partial(build, *args, **options))

    return built


def _plain(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_plain, value))
    return isinstance(value, _PLAIN)


def _build(key: str, build: Callable[[], Round]) -> Round:
    alone = not (User.objects.exists() or Unit.objects.exists())
    round_ = build()
    if alone:
        with connection.cursor() as cursor:
            made = ((table, _made(cursor, table, columns)) for table, columns in _columns().items())
            _kept[key] = round_.pk, {table: rows for table, rows in made if rows and table not in _SHARED}
    return round_


def _copy(key: str) -> Round | None:
    """Return the remembered round with all its rows; None if never built, or already in this test."""
    pk, rows = _kept.get(key, (None, {}))
    if pk is None or Round.objects.filter(pk=pk).exists():
        return None
    with unguarded() as cursor:
        for table, made in rows.items():
            with cursor.copy(f"COPY public.{table} ({_columns()[table]}) FROM STDIN") as copy:
                copy.write(made)
    shared_keys.envelope_in_use()
    return Round.objects.get(pk=pk)


def _made(cursor: Any, table: str, columns: str) -> bytes:
    """Return the rows of a table in COPY's form, without those that the migrations made."""
    rows, migrated = (_rows(cursor, f"{schema}.{table}", columns) for schema in ("public", database.MIGRATED))
    return b"".join(row for row in rows if row not in migrated)


def _rows(cursor: Any, table: str, columns: str) -> list[bytes]:
    with cursor.copy(f"COPY (SELECT {columns} FROM {table}) TO STDOUT") as copy:  # noqa: S608
        return b"".join(map(bytes, copy)).splitlines(keepends=True)


@functools.cache
def _columns() -> dict[str, str]:
    """Return table → its columns, of all tables."""
    with connection.cursor() as cursor:
        written = database.written_columns(cursor)
        return {table: written[table] for table in database.tables(cursor)}
