"""What was typed into a page that others have overtaken, put onto the rows of now.

A field that was left as shown takes the value of now; a field that was typed into keeps what was typed.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME as DELETE
from django.http import QueryDict

from secretariat.stale.parts import InlineRows

MOST_ROWS = 2_000


def as_sent(field: forms.BoundField) -> list[str]:
    """Return what a browser sends for a field as it is shown."""
    value, widget = field.value(), field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    if isinstance(widget, forms.SelectMultiple | forms.CheckboxSelectMultiple):
        return [str(one) for one in value or []]
    shown: Any = widget.format_value(value)
    if isinstance(shown, list):
        return [str(one) for one in shown]
    return ["" if shown is None else str(shown)]


def as_shown(form: forms.BaseForm) -> dict[str, list[str]]:
    """Return what a browser sends for each field of a form as it is shown."""
    return {name: as_sent(form[name]) for name in form.fields}


def typed_fields(
    make: Callable[..., forms.BaseForm], data: QueryDict, instance: Any, **options: Any
) -> set[str]:
    """Return the fields of a form in which something else was sent than `instance` shows.

    Both ways of comparing are needed: a name and a key can mean one row, and a time is shown without its seconds.
    A field that the page did not have, since it was read-only then, was not typed into.
    """
    sent, shown = make(data, instance=instance, **options), make(instance=instance, **options)
    changed = [sent[name] for name in sent.changed_data if not _is_left_out(sent[name], data)]
    return {one.name for one in changed if data.getlist(one.html_name) != as_sent(shown[one.name])}


def _is_left_out(field: forms.BoundField, data: QueryDict) -> bool:
    return bool(field.field.widget.value_omitted_from_data(data, {}, field.html_name))


def keep_typed(data: QueryDict, *, typed: Container[str], now: forms.BaseForm) -> None:
    """Leave in `data` the fields that were typed into; let the others say what `now` says."""
    for name in now.fields:
        if name not in typed:
            data.setlist(now[name].html_name, as_sent(now[name]))


def keep_typed_rows(data: QueryDict, *, now: Any, before: Mapping[str, Any], part: InlineRows) -> None:
    """Do the same with the rows of a formset; `now` is the formset without data, `before` the rows as they were.

    Rows that others removed go, rows that they added are put in. A row that both added is there once.
    """
    sent = _Sent(data, now)
    typed = {part.key_of(before[row.pk]): row for row in sent.old if row.pk in before}
    forms_now = {part.key_of(form.instance): form for form in now.initial_forms}
    rows = [_merged(form, typed.get(name), before) for name, form in forms_now.items()]
    rows += [row.values for row in sent.new if row.is_empty or _is_wanted(row, now, part.key, forms_now)]
    sent.replace(rows, initial=len(forms_now))


@dataclass(frozen=True, slots=True)
class Lost:
    """Fields of a sent row that finds no place on the rows of now; `key` names it: a row, or a text that was typed."""

    key: Any
    form: forms.BaseForm
    names: set[str]


def lost_rows(data: QueryDict, *, now: Any, before: Mapping[str, Any], part: InlineRows) -> list[Lost]:
    """Return what was typed into rows that others removed, and into new rows that others added too."""
    sent = _Sent(data, now)
    there = {part.key_of(form.instance): form for form in now.initial_forms}
    found = [
        Lost(before[row.pk], row.form(before[row.pk]), row.changed(before[row.pk]))
        for row in sent.old
        if row.pk in before and part.key_of(before[row.pk]) not in there
    ]
    found += [row.beside(there, part.key) for row in sent.new if not _is_wanted(row, now, part.key, there)]
    left_out = {part.key, part.order}
    return [
        replace(one, names=one.names - left_out)
        for one in found
        if one.names - left_out and DELETE not in one.names
    ]


def rows_sent(data: QueryDict, now: Any) -> tuple[list["SentRow"], list["SentRow"]]:
    """Return the rows that a page had shown, and the new ones, as they were sent."""
    sent = _Sent(data, now)
    return sent.old, sent.new


class SentRow:
    """A row as it was sent: its values by the name of the field."""

    def __init__(self, data: QueryDict, now: Any, prefix: str) -> None:
        names = [name for name in data if name.startswith(f"{prefix}-")]
        self.values = {name.removeprefix(f"{prefix}-"): data.getlist(name) for name in names}
        self.data, self.now, self.prefix = data, now, prefix

    @property
    def pk(self) -> str:
        return self.values.get(self.now.model._meta.pk.name, [""])[-1]  # noqa: SLF001 - documented by Django

    @property
    def is_empty(self) -> bool:
        return not self.form().has_changed()

    def form(self, instance: Any = None) -> forms.BaseForm:
        """Return the row as it was sent."""
        bound: forms.BaseForm = self.now.form(self.data, instance=instance, prefix=self.prefix)
        return bound

    def beside(self, there: Mapping[Any, forms.BaseForm], key: str) -> Lost:
        """Return what was typed into a new row beside its key, and is not what the row with this key says."""
        form = self.form()
        named = _cleaned(form, key) if key else None
        same = as_shown(there[named]) if named in there else {}
        names = {name for name in form.changed_data if self.values.get(name) != same.get(name)}
        return Lost((form[key].value() or "") if key else "", form, names)

    def changed(self, before: Any) -> set[str]:
        """Return the fields that differ from the row as it was."""
        typed = typed_fields(self.now.form, self.data, before, prefix=self.prefix)
        return typed | ({DELETE} & {*self.values})


class _Sent:
    """The rows of a formset as they were sent."""

    def __init__(self, data: QueryDict, now: Any) -> None:
        self.data, self.prefix = data, now.prefix
        total, initial = (self._number(name) for name in ("TOTAL_FORMS", "INITIAL_FORMS"))
        rows = [SentRow(data, now, f"{now.prefix}-{index}") for index in range(min(total, MOST_ROWS))]
        self.old, self.new = rows[:initial], rows[initial:]

    def _number(self, name: str) -> int:
        text = self.data.get(f"{self.prefix}-{name}", "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0

    def replace(self, rows: Iterable[Mapping[str, list[str]]], *, initial: int) -> None:
        """Put these rows in place of those that were sent."""
        for one in [*self.old, *self.new]:
            for name in one.values:
                del self.data[f"{one.prefix}-{name}"]
        number = 0
        for number, row in enumerate(rows, start=1):
            for name, values in row.items():
                self.data.setlist(f"{self.prefix}-{number - 1}-{name}", values)
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(number)
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(initial)


def _merged(form: forms.BaseForm, sent: SentRow | None, before: Mapping[str, Any]) -> dict[str, list[str]]:
    changed = sent.changed(before[sent.pk]) if sent else set()
    values = {name: as_sent(form[name]) for name in form.fields if name not in changed}
    if sent:
        values |= {name: sent.values.get(name, []) for name in changed}
    return {name: value for name, value in values.items() if value}


def _is_wanted(row: SentRow, now: Any, key: str, there: Mapping[Any, Any]) -> bool:
    """Return whether a new row was filled in, and is not there already."""
    form = row.form()
    if not key:
        return form.has_changed()
    return any(row.values.get(key, [])) and _cleaned(form, key) not in there


def _cleaned(form: forms.BaseForm, key: str) -> Any:
    """Return the key of a new row; None where the form says what is wrong with it."""
    try:
        found = form.fields[key].clean(form[key].data)
    except ValidationError:
        return None
    return getattr(found, "pk", found)
