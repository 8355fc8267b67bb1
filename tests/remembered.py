"""Rounds and people that many tests want alike: built once per process, later copied back row by row.

Locking a box with three members takes some six hundred statements; copying its rows takes eight. A copy has
the keys and the times of the first, so only what does not depend on anything else is remembered: with other
options than plain values, or beside people and units of the test, a round is built as usual; so it is under a
clock of the test, under other settings that decide what is written, and once midnight has passed.
"""

import functools
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone, translation

from ballots import shared_keys
from ballots.locked_box import load_box
from ballots.selectors import election_of
from officials.models import Unit, User
from rounds.models import Round
from tests import database

T = TypeVar("T")
P = ParamSpec("P")
Builder = Callable[..., Round]
# Rows of the installation, which a second remembered round of the same test would bring again.
# Links of the log continue one another, and what waits for one is queued again by `_LINKING`.
_SHARED = ('"ballots_sharedkey"', '"audit_link"', '"audit_pending"')
_TAB = b"\t"
_KEYS = '"ballots_serversecret"'
# Keys of boxes are sealed under its keys; a test with a file of its own seals and opens under others.
_KEY_FILE = settings.ENVELOPE_KEY_FILE
_NOW = timezone.now
# What a round is built under and its rows show.
_DECISIVE = (
    *("SITE_URL", "SECOND_PERSON", "ISOLATED_INSTALLATION", "LOCAL_DOCUMENTS", "DEMONSTRATION"),
    *("PARTY_DOCUMENT_FILING", "PARTY_DOCUMENT_END", "NOTICE_HOURS", "NOTICE_BOUNCE_ADDRESS"),
)
# The statement that lets the log link the copied entries at the end of the transaction.
_LINKING = (
    "SELECT 'INSERT INTO audit_pending VALUES ' || string_agg(format('(%s)', id), ', ') FROM audit_entry"
)
_PLAIN = (str, int, bool, type(None))
# Writes what was made and its links in one round trip, as the context managers of `tests.owner` would in nine.
_AS_OWNER = (
    "SET ROLE NONE; SET LOCAL session_replication_role = replica; {}; "
    "SET LOCAL session_replication_role = origin; {}; RESET ROLE"
)
# By key: a row, what was made, the statements that write it.
_kept: dict[str, tuple[Model, bytes, str]] = {}
_building: list[str] = []


def remembered(build: Builder) -> Builder:
    """Let a builder of rounds run once for each set of plain options."""

    @functools.wraps(build)
    def built(*args: Any, **options: Any) -> Round:
        if not _plain((args, sorted(options.items()))):
            return build(*args, **options)
        key = f"{build.__module__}.{build.__qualname__} {args} {sorted(options.items())}"
        return recalled(key, functools.partial(build, *args, **options), lambda round_: round_)

    return built


def remembered_in_tests(build: Callable[P, Round]) -> Callable[P, Round]:
    """Remember as `remembered` does, for rounds whose keys are made later: another test makes others.

    So they are copied only in a transaction that is rolled back, where no other process meets two rounds with
    one number and different keys, and not while what builds on them is built.
    """
    remembering = remembered(build)

    @functools.wraps(build)
    def built(*args: P.args, **options: P.kwargs) -> Round:
        chosen = remembering if _is_for_one_test() else build
        return chosen(*args, **options)

    return built


def recalled_in_tests(key: str, build: Callable[[], T], row_of: Callable[[T], Model]) -> T:
    """Recall as `recalled` does where `remembered_in_tests` would; elsewhere build."""
    return recalled(key, build, row_of) if _is_for_one_test() else build()


def _is_for_one_test() -> bool:
    return connection.in_atomic_block and not _building


def forget_keys() -> None:
    """Empty what the process keeps of locked boxes: the next test may lock a copy of the same round anew."""
    load_box.cache_clear()
    election_of.cache_clear()


def _plain(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_plain, value))
    return isinstance(value, _PLAIN)


def recalled(key: str, build: Callable[[], T], row_of: Callable[[T], Model]) -> T:
    """Return what `build` makes: copied from its first call, unless that row stands in the database already."""
    if settings.ENVELOPE_KEY_FILE != _KEY_FILE or timezone.now is not _NOW:
        return build()
    key = f"{key} {_around()}"
    kept = _kept.get(key)
    if kept is None or _stands(kept[0]):
        return _build(key, build, row_of)
    _row, made, writing = kept
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute(writing)
    if _KEYS in writing:
        shared_keys.envelope_in_use()
    found: T = pickle.loads(made)  # noqa: S301 - pickled below
    return found


def _around() -> str:
    """Return the day and the decisive settings; what was made under others is no copy of what would be made now."""
    return f"{timezone.localdate()} {[getattr(settings, name) for name in _DECISIVE]}"


def _stands(row: Model) -> bool:
    return type(row)._base_manager.filter(pk=row.pk).exists()


def _build(key: str, build: Callable[[], T], row_of: Callable[[T], Model]) -> T:
    alone = not (User.objects.exists() or Unit.objects.exists())
    with _marked(key), translation.override(settings.LANGUAGE_CODE):
        made = build()
    if alone:
        with connection.cursor() as cursor:
            rows = {table: _made(cursor, table) for table in _written(cursor) if table not in _SHARED}
            cursor.execute(_LINKING)
            [linking] = cursor.fetchone()
        inserts = "; ".join(_insert(table, found) for table, found in rows.items() if found)
        _kept[key] = row_of(made), pickle.dumps(made), _AS_OWNER.format(inserts, linking or "")
    return made


@contextmanager
def _marked(key: str) -> Iterator[None]:
    _building.append(key)
    try:
        yield
    finally:
        _building.pop()


def _insert(table: str, rows: list[bytes]) -> str:
    """Return one statement that writes rows given in COPY's form: a round trip for all tables, not for each."""
    values = ", ".join(f"({', '.join(map(_literal, row[:-1].split(_TAB)))})" for row in rows)
    return f"INSERT INTO public.{table} ({_columns()[table]}) OVERRIDING SYSTEM VALUE VALUES {values}"  # noqa: S608


def _literal(value: bytes) -> str:
    r"""Return a value of COPY's form as a literal: both know the same escapes, and \N is no value."""
    text = value.decode().replace("'", "''")
    return "NULL" if text == r"\N" else f"E'{text}'"


def _written(cursor: Any) -> list[str]:
    """Return the tables to which the test's transaction has written; outside of one, all tables."""
    if not connection.in_atomic_block:
        return database.tables(cursor)
    cursor.execute(
        "SELECT DISTINCT c.relname FROM pg_stat_xact_user_tables s "
        "JOIN pg_class c ON c.oid = coalesce(pg_partition_root(s.relid), s.relid) "
        "WHERE s.schemaname = 'public' AND s.n_tup_ins > 0"
    )
    return [connection.ops.quote_name(name) for (name,) in cursor.fetchall()]


def _made(cursor: Any, table: str) -> list[bytes]:
    """Return the rows of a table in COPY's form, without those that the migrations made."""
    rows = _rows(cursor, f"public.{table}", _columns()[table])
    return [row for row in rows if row not in _migrated(table)]


@functools.cache
def _migrated(table: str) -> frozenset[bytes]:
    with connection.cursor() as cursor:
        return frozenset(_rows(cursor, f"{database.MIGRATED}.{table}", _columns()[table]))


def _rows(cursor: Any, table: str, columns: str) -> list[bytes]:
    with cursor.copy(f"COPY (SELECT {columns} FROM {table}) TO STDOUT") as copy:  # noqa: S608
        return b"".join(map(bytes, copy)).splitlines(keepends=True)


@functools.cache
def _columns() -> dict[str, str]:
    """Return table → its columns, of all tables."""
    with connection.cursor() as cursor:
        written = database.written_columns(cursor)
        return {table: written[table] for table in database.tables(cursor)}
