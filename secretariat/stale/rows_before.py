"""Rows as they were when a page was made, from the rows of now and the log."""

import copy
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model

from audit.since import Columns, Since, Touched

Row = TypeVar("Row", bound=Model)


def row_before(row: Row, since: Since) -> Row:
    """Return a copy of a row with the values that it had."""
    touched = since.rows.get((row._meta.db_table, str(row.pk)))  # noqa: SLF001 - documented by Django
    return _with(copy.copy(row), touched.before if touched else None)


def rows_before(rows: Iterable[Any], model: type[Model], since: Since) -> dict[str, Any]:
    """Return key → row as it was, also of rows that are gone, without those that are new."""
    touched = since.of_table(model._meta.db_table)  # noqa: SLF001
    found = {str(row.pk): row_before(row, since) for row in rows if _was_there(touched.get(str(row.pk)))}
    gone = {key: row.before for key, row in touched.items() if row.after is None and row.before is not None}
    return found | {key: _rebuilt(model, key, columns) for key, columns in gone.items()}


def _was_there(touched: Touched | None) -> bool:
    return touched is None or touched.before is not None


def _rebuilt(model: type[Model], key: str, columns: Columns) -> Model:
    return _with(model(pk=model._meta.pk.to_python(key)), columns)  # noqa: SLF001


def _with(row: Row, columns: Columns | None) -> Row:
    """Give a row these values; what it has read of other rows is forgotten where it points elsewhere."""
    for field in row._meta.concrete_fields:  # noqa: SLF001
        if columns is not None and field.column in columns:
            setattr(row, field.attname, field.to_python(columns[field.column]))
    return row
