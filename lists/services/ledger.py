"""Write rows of the product for an import, and note what was written, so that the import can be undone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db.models import Field, Model

from lists.models import ListImport, WrittenRow

BATCH = 2000


class Ledger:
    """Makes, changes and removes rows in bulk; the database's triggers log each."""

    def __init__(self, found: ListImport) -> None:
        self.found = found
        self.rows: list[WrittenRow] = []

    def create(self, objects: Sequence[Model], complete: Callable[[], None] | None = None) -> None:
        """Insert new rows of one table; `complete` writes what depends on their numbers."""
        if not objects:
            return
        type(objects[0])._default_manager.bulk_create(objects, batch_size=BATCH)  # noqa: SLF001 - documented by Django
        if complete:
            complete()
        for one in objects:
            self._note(one, None, values_of(one, fields_of(type(one))))

    @contextmanager
    def changing(self, one: Model, names: Iterable[str]) -> Iterator[None]:
        """Note a row that a service changes inside the block; `names` are fields that it may change."""
        fields = [
            field for field in fields_of(type(one)) if field.name in {*names} or _source(field) in {*names}
        ]
        before = values_of(type(one)._default_manager.get(pk=one.pk), fields)  # noqa: SLF001 - documented by Django
        yield
        one.refresh_from_db()
        self._note(one, before, values_of(one, fields))

    def update(self, objects: Sequence[Model], names: Iterable[str]) -> None:
        """Write these fields of rows of one table, and the columns that are computed from them."""
        if not objects:
            return
        model = type(objects[0])
        fields = [field for field in fields_of(model) if field.name in {*names} or _source(field) in {*names}]
        stored = model._default_manager.in_bulk([one.pk for one in objects])  # noqa: SLF001 - documented
        before = {one.pk: values_of(stored[one.pk], fields) for one in objects}
        for field in fields:
            if _source(field):
                for one in objects:
                    field.pre_save(one, add=False)
        model._default_manager.bulk_update(objects, [field.name for field in fields], batch_size=BATCH)  # noqa: SLF001
        for one in objects:
            self._note(one, before[one.pk], values_of(one, fields))

    def remove(self, objects: Sequence[Model]) -> None:
        """Delete rows of one table that nothing refers to."""
        if not objects:
            return
        model = type(objects[0])
        for one in objects:
            self._note(one, values_of(one, fields_of(model)), None)
        model._default_manager.filter(pk__in=[one.pk for one in objects]).delete()  # noqa: SLF001

    def keep(self) -> None:
        """Store what was noted."""
        WrittenRow.objects.bulk_create(self.rows, batch_size=BATCH)

    def _note(self, one: Model, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        label = one._meta.label_lower  # noqa: SLF001 - documented by Django
        self.rows.append(
            WrittenRow(list_import=self.found, table=label, row=str(one.pk), before=before, after=after)
        )


def fields_of(model: type[Model]) -> list[Field]:  # type: ignore[type-arg]
    """Return the columns of a table that are written, without its key and without generated ones."""
    found = model._meta.concrete_fields  # noqa: SLF001 - documented by Django
    return [field for field in found if not field.primary_key and not field.generated]


def values_of(one: Model, fields: Iterable[Field]) -> dict[str, str | None]:  # type: ignore[type-arg]
    """Return the values of columns as texts."""
    return {
        field.attname: None if getattr(one, field.attname) is None else field.value_to_string(one)
        for field in fields
    }


def value_from(field: Field, text: str | None) -> Any:  # type: ignore[type-arg]
    """Return the value of a column from its text."""
    target: Any = getattr(field, "target_field", field)  # of the row that a foreign key names
    return None if text is None else target.to_python(text)


def _source(field: Field) -> str:  # type: ignore[type-arg]
    return getattr(field, "source", "")
