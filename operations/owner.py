"""The login of the owner of the tables, for migrations and for restoring."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection

from operations.connections import disconnect

_LOGIN = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


@contextmanager
def as_owner() -> Iterator[None]:
    """Let Django's connection log in as the owner; the database that it uses stays the same."""
    before = {name: connection.settings_dict[name] for name in _LOGIN}
    _log_in({name: settings.DATABASE_OWNER[name] for name in _LOGIN})
    try:
        yield
    finally:
        _log_in(before)


def _log_in(values: dict[str, Any]) -> None:
    if all(connection.settings_dict[name] == value for name, value in values.items()):
        return
    disconnect()
    connection.settings_dict.update(values)
