"""Search without regard to diacritics, capitals and the order of words.

The database folds texts with one function, `search_key` (`officials/migrations/0005_search_key.py`), both in
the columns that are searched and in what is typed, so the two cannot differ.
"""

from typing import TypeVar

from django.contrib.postgres.indexes import GinIndex
from django.db.models import F, Func, GeneratedField, Model, Q, QuerySet, TextField, Value

Rows = TypeVar("Rows", bound=Model)


class SearchKey(Func):
    """The folded words of one or several texts, each after a space: ` nguyen van hoa`."""

    function = "search_key"
    arg_joiner = " || ' ' || "
    output_field = TextField()


def search_key_field(*columns: str) -> GeneratedField:
    """Return the column that the database fills with the folded words of `columns`."""
    return GeneratedField(expression=SearchKey(*columns), output_field=TextField(), db_persist=True)


def search_index(model: str) -> GinIndex:
    """Return the index of a `search_key` column; `model` is the table's model in lower case."""
    return GinIndex(fields=["search_key"], name=f"{model}_search_key", opclasses=["gin_trgm_ops"])


def matching(rows: QuerySet[Rows], text: str, *columns: str) -> QuerySet[Rows]:
    """Return the rows in which each word of `text` begins a word of one of the columns.

    Columns are `search_key`s, or texts that are folded for this query. A row is returned once, also
    if a column belongs to several related rows. Signs are not searched for: alone they match no row.
    """
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    if text.strip() and not words:
        return rows.none()
    keys = {f"folded_{place}": _key(column) for place, column in enumerate(columns)}
    found = rows.model._default_manager.alias(**keys)  # noqa: SLF001 - documented by Django
    for word in words:
        fits = Q()
        for key in keys:
            fits |= Q(**{f"{key}__contains": SearchKey(Value(word))})
        rows = rows.filter(pk__in=found.filter(fits).values("pk"))
    return rows


def _key(column: str) -> F | SearchKey:
    return F(column) if column.endswith("search_key") else SearchKey(column)
