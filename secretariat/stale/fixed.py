"""What a page showed as read-only, and how it differs from what is read-only now.

A page carries the names of its read-only fields, and the prefixes of its rows that are kept as they are. A field that
can be changed only since then is not in what was sent; one that can no longer be changed would be dropped unseen.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets
from django.http import HttpRequest, QueryDict

from secretariat.stale.kept import TypedGroup, group_of
from secretariat.stale.parts import InlineRows
from secretariat.stale.typed import SentRow, as_sent, rows_sent, typed_fields

FIXED = "fixed"  # the field with the names


def fixed_on(context: Mapping[str, Any]) -> str:
    """Return what a page shows read-only, from the context of its template."""
    parts = [group.formset for group in context["inline_admin_formsets"]]
    kept = [formset.prefix for formset in parts if getattr(formset, "is_kept", False)]
    return " ".join([*context["adminform"].readonly_fields, *kept])


def fixed_then(data: QueryDict) -> set[str]:
    """Return what the page showed read-only that was sent."""
    return {*data.get(FIXED, "").split()}


def fixed_now(table: Any, request: HttpRequest, obj: Any) -> set[str]:
    """Return what the page of a row shows read-only now."""
    kept = [formset.get_default_prefix() for formset, _inline in _kept_parts(table, request, obj)]
    return {*table.get_readonly_fields(request, obj), *kept}


def fill_in(table: Any, request: HttpRequest, obj: Any, names: Collection[str]) -> QueryDict:
    """Return what was sent, with the values of the row in the fields that the page showed read-only."""
    data = request.POST.copy()
    form = _form(table, request, obj)(instance=obj)
    for field in [form[name] for name in form.fields if name in names]:
        data.setlist(field.html_name, as_sent(field))
    for formset, inline in table.get_formsets_with_inlines(request, obj):
        if formset.get_default_prefix() in names:
            _fill_in_rows(data, _rows_now(request, obj, formset, inline))
    return data


def typed_where_fixed(
    table: Any, request: HttpRequest, obj: Any, before: Any, names: Collection[str]
) -> list[TypedGroup]:
    """Return what was typed into these fields and rows, which can no longer be changed; `before` is the row as it was."""
    make, data = _form(as_if_open(table), request, before), request.POST
    found = [group_of("", make(data, instance=before), typed_fields(make, data, before) & {*names})]
    for formset, inline in _kept_parts(table, request, obj):
        if formset.get_default_prefix() in names:
            part = table.parts.get(inline.model, InlineRows())
            found += _typed_rows(request, _rows_now(request, obj, _unkept(formset), inline), part)
    return [group for group in found if group.fields]


def as_if_open(table: Any) -> Any:
    """Return the table as it answers for a row of which everything may be changed."""

    class AsIfOpen(type(table)):  # type: ignore[misc]
        def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
            return True

        def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
            return ()

    return AsIfOpen(table.model, table.admin_site)


def _form(table: Any, request: HttpRequest, obj: Any) -> Any:
    fields = flatten_fieldsets(table.get_fieldsets(request, obj))
    return table.get_form(request, obj, change=True, fields=fields)


def _kept_parts(table: Any, request: HttpRequest, obj: Any) -> Iterator[tuple[Any, Any]]:
    for inline in table.get_inline_instances(request, obj):
        formset = inline.get_formset(request, obj) if hasattr(inline.formset, "is_kept") else None
        if formset and formset.is_kept:
            yield formset, inline


def _unkept(formset: Any) -> Any:
    return type(formset.__name__, (formset,), {"is_kept": False})


def _rows_now(request: HttpRequest, obj: Any, formset: Any, inline: Any) -> Any:
    return formset(instance=obj, prefix=formset.get_default_prefix(), queryset=inline.get_queryset(request))


def _fill_in_rows(data: QueryDict, now: Any) -> None:
    shown = {str(form.instance.pk): form for form in now.initial_forms}
    for row in [row for row in rows_sent(data, now)[0] if row.pk in shown]:
        for field in shown[row.pk]:
            if field.name not in row.values and (values := as_sent(field)):
                data.setlist(f"{row.prefix}-{field.name}", values)


def _typed_rows(request: HttpRequest, now: Any, part: InlineRows) -> Iterator[TypedGroup]:
    there = {str(form.instance.pk): form.instance for form in now.initial_forms}
    for row in rows_sent(request.POST, now)[0]:
        if row.pk in there:
            yield _typed_row(request, now, row, there[row.pk], part)


def _typed_row(request: HttpRequest, now: Any, row: SentRow, instance: Any, part: InlineRows) -> TypedGroup:
    form = now.form(request.POST, request.FILES, instance=instance, prefix=row.prefix)
    now.add_fields(form, 0)  # the box that deletes the row
    files = {name for name in form.fields if f"{row.prefix}-{name}" in request.FILES}
    return group_of(part.called(instance), form, row.changed(instance) | files)
