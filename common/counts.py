"""How many rows several queries have, in one statement: each number asked alone is a round trip more."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def counts(**queries: QuerySet[Any]) -> dict[str, int]:
    """Return the number of rows of each query by its name; one statement."""
    statements = {name: _statement(rows) for name, rows in queries.items()}
    asked = {name: said for name, said in statements.items() if said}
    found = dict.fromkeys(queries, 0)
    if asked:
        # Composed by Django, values apart.
        columns = ", ".join(f"(SELECT count(*) FROM ({sql}) AS found)" for sql, _ in asked.values())  # noqa: S608
        params = [value for _sql, values in asked.values() for value in values]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns}", params)
            found |= zip(asked, cursor.fetchone(), strict=True)
    return found


def _statement(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]] | None:
    """Return the statement that selects the keys of the rows, with its values; None if there can be none."""
    keys = rows.values("pk") if rows.query.is_sliced else rows.order_by().values("pk")
    try:
        return keys.query.sql_with_params()
    except EmptyResultSet:
        return None
