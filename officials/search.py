"""Search without regard to diacritics, capitals and the order of words.

The database folds texts with one function, `search_key` (`officials/migrations/0005_search_key.py`), both in
the columns that are searched and in what is typed, so the two cannot differ.
"""

from typing import Any, TypeVar

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
    fits = [_begins(word, [*keys]) for word in words]
    if not any(_has_many(rows.model, column) for column in columns):
        found_here: QuerySet[Rows] = rows.alias(**keys).filter(*fits)
        return found_here
    found = rows.model._default_manager.alias(**keys)  # noqa: SLF001 - documented by Django
    return rows.filter(*(Q(pk__in=found.filter(each).values("pk")) for each in fits))


def _begins(word: str, keys: list[str]) -> Q:
    fits = Q()
    for key in keys:
        fits |= Q(**{f"{key}__contains": SearchKey(Value(word))})
    return fits


def _has_many(model: type[Model], column: str) -> bool:
    """Return whether a row may have several values of the column, those of rows that belong to it."""
    for name in column.split("__")[:-1]:
        relation: Any = model._meta.get_field(name)  # noqa: SLF001 - documented by Django
        if not (relation.many_to_one or relation.one_to_one):
            return True
        model = relation.related_model
    return False


def _key(column: str) -> F | SearchKey:
    return F(column) if column.endswith("search_key") else SearchKey(column)
