"""The connections of this process to the database."""

from django.db import connection


def disconnect() -> None:
    """Close the connection and the pool behind it; the next query opens others, as `settings_dict` then says."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # of Django's own Postgres backend
