"""What deleting a row takes with it, or what forbids it: counted, with a few names."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.utils import NestedObjects
from django.db import models, router
from django.http import HttpRequest
from django.utils.text import capfirst

NAMED = 5  # rows of each table
LONG = (models.BinaryField, models.JSONField)

Found = tuple[list[Any], dict[str, int], set[str], list[Any]]


def what_goes(rows: Iterable[models.Model], request: HttpRequest, site: AdminSite) -> Found:
    """Return what Django's own function returns, without a line and a query for each row.

    The first list, of each row that goes, stays empty: the page counts them by table.
    """
    objects = list(rows)
    collector = _Going(using=router.db_for_write(type(objects[0])), origin=objects)
    collector.collect(objects)
    # The stubs take the keys for names.
    going: dict[type[models.Model], set[Any]] = dict(collector.model_objs)  # type: ignore[assignment]
    counts = {_plural(model): len(found) for model, found in going.items()}
    lacking = {
        str(model._meta.verbose_name)  # noqa: SLF001 - documented by Django
        for model, found in going.items()
        if site.is_registered(model)
        and not all(site.get_model_admin(model).has_delete_permission(request, one) for one in found)
    }
    return [], counts, lacking, _named(collector.protected)


class _Going(NestedObjects):
    """Django's collector, without the columns of a row that a name never needs and that take long to read."""

    def related_objects(
        self, related_model: type[models.Model], related_fields: Any, objs: Any
    ) -> models.QuerySet[Any]:
        found = super().related_objects(related_model, related_fields, objs)
        columns = related_model._meta.concrete_fields  # noqa: SLF001 - documented by Django
        return found.defer(*(one.name for one in columns if isinstance(one, LONG)))


def _named(rows: Iterable[models.Model]) -> list[Any]:
    """Return the tables of the rows with their numbers, each followed by a list of the first names."""
    found = list(rows)
    said: list[Any] = []
    numbers: Counter[type[models.Model]] = Counter(type(row) for row in found)
    for model, number in numbers.items():
        first = sorted(one.pk for one in found if type(one) is model)[:NAMED]
        names = [str(one) for one in model._base_manager.filter(pk__in=first).select_related()]  # noqa: SLF001 - documented
        said += [f"{capfirst(_plural(model))}: {number}", names + ["…"] * (number > NAMED)]
    return said


def _plural(model: type[models.Model]) -> str:
    return str(model._meta.verbose_name_plural)  # noqa: SLF001 - documented by Django
