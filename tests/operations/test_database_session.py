"""Settings of each connection to the database."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lock_timeout", "10s"),
        ("idle_in_transaction_session_timeout", "1min"),
        # Statements of pages are short: a second process of Postgres, or compiling, takes longer than they do.
        ("max_parallel_workers_per_gather", "0"),
        ("jit", "off"),
    ],
)
def test_connection_has_the_settings_of_short_statements(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        assert cursor.fetchone() == (value,)
