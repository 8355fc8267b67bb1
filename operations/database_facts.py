"""What the database says about itself, in one statement: its clock, and the rights of this process."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection

_STATEMENT = """
SELECT extract(epoch FROM clock_timestamp())::float8, current_setting('transaction_read_only') = 'on', rolsuper,
  EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace
          AND relkind = 'r' AND pg_has_role(relowner, 'usage'))
FROM pg_roles WHERE rolname = current_user
"""


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """What the database answered."""

    offset: float  # seconds that this host's clock is ahead of that of the database
    is_read_only: bool
    standing: str  # whether this process connects as `application`, as `owner` of tables or as `superuser`


_kept: ContextVar[list[DatabaseFacts] | None] = ContextVar("database_facts", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Ask the database once in this block, whoever wants to know."""
    token = _kept.set([])
    try:
        yield
    finally:
        _kept.reset(token)


def database_facts() -> DatabaseFacts:
    """Return what the database says now, or said earlier in a block of `asked_once`; one query."""
    kept = _kept.get()
    if kept is None:
        return _ask()
    if not kept:
        kept.append(_ask())
    return kept[0]


def _ask() -> DatabaseFacts:
    before = time.time()
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT)
        there, is_read_only, is_superuser, is_owner = cursor.fetchone()
    standing = "superuser" if is_superuser else "owner" if is_owner else "application"
    return DatabaseFacts(round((before + time.time()) / 2 - there, 1), is_read_only, standing)
