"""Undo an import as a whole, while nothing depends on what it wrote."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import ForeignObjectRel, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import act
from lists import kinds, queue
from lists.errors import ImportRefused
from lists.models import ListImport, WrittenRow
from lists.services import planning
from lists.services.ledger import fields_of, value_from, values_of

State = ListImport.State
NAMED = 5  # rows named in a refusal
Written = dict[str, list[WrittenRow]]  # by table, the table written last first


@transaction.atomic
def ask_to_undo(*, pk: UUID, reason: str) -> None:
    """Let a worker undo an import. Raises `ImportRefused` if it was not written or can no longer be undone."""
    found = ListImport.objects.select_for_update().defer("content").get(pk=pk)
    if found.state != State.WRITTEN or not found.written.exists():
        raise ImportRefused(_("This import can no longer be undone."))
    found.state, found.reason, found.trouble = State.UNDOING, reason[:300], ""
    found.save(update_fields=["state", "reason", "trouble"])
    queue.work_soon(found.pk)


def undo(found: ListImport) -> None:
    """Put back what the import wrote. Raises `ImportRefused` with the rows that were changed or are needed since.

    The person must still have the right to change them, as for writing them.
    """
    kind, job = kinds.named(found.kind), planning.job_of(found)
    if not kind.may_use(job.user, job.target):
        raise ImportRefused(_("You cannot import this list there."))
    written: Written = defaultdict(list)
    for row in found.written.order_by("-pk"):
        written[row.table].append(row)
    _require_untouched(written, _stored)
    with act("list.undo", actor=found.made_by, subject=found, reason=found.reason, text=found.name):
        with kind.undoing(job, [row for rows in written.values() for row in rows]):
            _require_untouched(written, _locked)  # the locks of rounds come before those of rows
            for table, rows in written.items():
                _put_back(apps.get_model(table), rows)
        found.state, found.undone_at = State.UNDONE, timezone.now()
        found.save(update_fields=["state", "undone_at"])


def _require_untouched(written: Written, read: Callable[..., dict[str, Model]]) -> None:
    for table, rows in written.items():
        model = apps.get_model(table)
        stored = read(model, [row.row for row in rows if row.after is not None])
        changed = [row for row in rows if row.after is not None and _is_changed(row, stored.get(row.row))]
        if changed:
            names = _names(stored.get(row.row) for row in changed)
            raise ImportRefused(
                _("Changed since the import, so that it cannot be undone: %(names)s.") % {"names": names}
            )
        _require_unneeded(model, {row.row for row in rows if row.before is None}, written)


def _stored(model: type[Model], keys: list[str]) -> dict[str, Model]:
    return {str(pk): one for pk, one in model._default_manager.in_bulk(keys).items()}  # noqa: SLF001 - documented


def _locked(model: type[Model], keys: list[str]) -> dict[str, Model]:
    """Return the rows, which nobody else changes until the transaction ends."""
    rows = model._default_manager.select_for_update(of=("self",)).filter(pk__in=keys)  # noqa: SLF001 - documented
    return {str(one.pk): one for one in rows.order_by("pk")}


def _is_changed(row: WrittenRow, one: Model | None) -> bool:
    if one is None or row.after is None:
        return True
    fields = [field for field in fields_of(type(one)) if field.attname in row.after]
    return bool(values_of(one, fields) != row.after)


def _require_unneeded(model: type[Model], made: set[str], written: Written) -> None:
    """Raise `ImportRefused` if rows refer to rows that the import made, and it neither made them nor the reference."""
    for relation in model._meta.related_objects if made else ():  # noqa: SLF001 - documented
        other: Any = relation.related_model
        column = relation.field.attname
        rows = written.get(other._meta.label_lower, ())  # noqa: SLF001
        own = {row.row for row in rows if row.before is None or column in row.before}
        refers = other._default_manager.filter(**{f"{relation.field.name}__in": made})  # noqa: SLF001
        needed = list(refers.exclude(pk__in=own)[: NAMED + 1])
        if needed:
            raise ImportRefused(_needed(relation, needed))


def _needed(relation: ForeignObjectRel, needed: list[Model]) -> str:
    values = {
        "what": relation.related_model._meta.verbose_name_plural,  # noqa: SLF001
        "names": _names(needed),
    }
    return _("Needed since the import, so that it cannot be undone: %(what)s: %(names)s.") % values


def _names(rows: Any) -> str:
    names = [str(one) if one is not None else _("a removed row") for one in rows]
    return "; ".join(names[:NAMED]) + ("; …" if len(names) > NAMED else "")


def _put_back(model: type[Model], rows: list[WrittenRow]) -> None:
    manager = model._default_manager  # noqa: SLF001 - documented by Django
    made = manager.filter(pk__in=[row.row for row in rows if row.before is None])
    for field in fields_of(model):
        if field.related_model is model:  # rows that refer to one another protect each other
            made.exclude(**{field.name: None}).update(**{field.name: None})
    made.delete()
    changed = {row.row: row for row in rows if row.before is not None and row.after is not None}
    objects = list(manager.filter(pk__in=changed))
    names = {name for row in changed.values() for name in row.before or {}}
    fields = [field for field in fields_of(model) if field.attname in names]
    for one in objects:
        _set(one, fields, changed[str(one.pk)].before or {})
    if objects:
        manager.bulk_update(objects, [field.name for field in fields], batch_size=2000)
    manager.bulk_create(_anew(model, row) for row in rows if row.after is None)


def _anew(model: type[Model], row: WrittenRow) -> Model:
    key: Any = model._meta.pk  # noqa: SLF001 - documented by Django
    one = model(**{key.attname: key.to_python(row.row)})
    _set(one, fields_of(model), row.before or {})
    return one


def _set(one: Model, fields: list[Any], values: dict[str, str | None]) -> None:
    for field in fields:
        if field.attname in values:
            setattr(one, field.attname, value_from(field, values[field.attname]))
