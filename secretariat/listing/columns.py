"""What a list shows, as plain values for a file."""

from collections.abc import Iterator
from html import unescape
from typing import Any

from django.contrib.admin.utils import label_for_field, lookup_field
from django.db import models
from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _

CHUNK = 1000  # rows read at once, with what they prefetch


def headings(table: Any, request: Any) -> list[str]:
    """Return the headings of a list in the language of the page."""
    names = _names(table, request)
    return [capfirst(str(label_for_field(name, table.model, table))) for name in names]


def cells(table: Any, request: Any, rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """Yield the values that the list shows of each row, a thousand rows at a time."""
    names = _names(table, request)
    for row in rows.iterator(chunk_size=CHUNK):
        yield [_value(table, name, row) for name in names]


def _names(table: Any, request: Any) -> list[str]:
    return [name for name in table.get_list_display(request) if name not in table.not_exported]


def _value(table: Any, name: str, row: Any) -> Any:
    field, _attribute, value = lookup_field(name, row, table)
    if field is not None and field.choices:
        return capfirst(str(getattr(row, f"get_{name}_display")()))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.Field) or not isinstance(value, str):
        return value
    # What a page shows may hold tags; what people typed is escaped there.
    return unescape(strip_tags(value)) if hasattr(value, "__html__") else value
