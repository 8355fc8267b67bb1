"""What was typed where it can no longer be saved, as labels and texts to read and copy."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, Model
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

LEFT_OVER = "left_over"  # the field in which a page keeps what was typed into rows that are gone
# What a page carries besides what people type: its own fields, buttons, and the counters of rows.
_OWN = re.compile(
    rf"csrfmiddlewaretoken|seen|fixed|{LEFT_OVER}|_\w+|.+-(?:TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS|(?:.+-\d+-)?(?:id|DELETE)"
)
_KEY = re.compile(r"\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_IN_ROW = re.compile(r"(?P<rows>.+)-(?P<number>\d{1,9})-(?P<field>[^-]+)")


@dataclass(frozen=True, slots=True)
class TypedGroup:
    """Fields of one row, or of the page itself where `heading` is empty."""

    heading: str
    fields: list[tuple[str, str]]

    def as_text(self) -> str:
        """Return the fields as lines to copy."""
        begin = f"{self.heading} – " if self.heading else ""
        return "\n".join(f"{begin}{label}: {text}" for label, text in self.fields)


def group_of(heading: str, form: forms.BaseForm, names: Collection[str]) -> TypedGroup:
    """Return what was sent for these fields, in the order of the form and in words."""
    fields = [form[name] for name in form.fields if name in names and not form[name].is_hidden]
    return TypedGroup(heading, [(capfirst(str(one.label)), _text(one)) for one in fields])


def _text(bound: forms.BoundField) -> str:
    """Return what was sent for a field, as people read it."""
    field, sent = bound.field, bound.data
    if isinstance(field, forms.BooleanField):
        return str(_("yes") if sent else _("no"))
    if isinstance(field, forms.ModelChoiceField):
        return _row(field, sent)
    values = [
        str(one) for one in (sent if isinstance(sent, list | tuple) else [sent]) if one not in (None, "")
    ]
    words = {str(key): str(label) for key, label in getattr(field, "choices", None) or ()}
    return ", ".join(words.get(one, one) for one in values) or "–"


def _row(field: Any, sent: Any) -> str:
    try:
        return str(field.to_python(sent) or "–")
    except ValidationError:
        return str(sent)


def raw_groups(model: type[Model], data: QueryDict) -> list[TypedGroup]:
    """Return everything that was sent for a row, without asking whether the row is there or who may see it."""
    found: dict[str, TypedGroup] = {}
    for name, values in data.lists():
        sent = [value for value in values if value.strip()]
        if not sent or _OWN.fullmatch(name):
            continue
        heading, field, label = _place(model, name)
        if text := _raw_text(field, sent):
            found.setdefault(heading, TypedGroup(heading, [])).fields.append((label, text))
    return [*found.values()]


def _place(model: type[Model], name: str) -> tuple[str, Any, str]:
    """Return heading, field and label of a name; the field is None where only the form knows it."""
    heading, table = "", model
    if parts := _IN_ROW.fullmatch(name):
        rows, name = _rows_of(model, parts["rows"]), parts["field"]
        what = str(rows._meta.verbose_name) if rows else parts["rows"]  # noqa: SLF001 - documented by Django
        heading, table = f"{capfirst(what)} {int(parts['number']) + 1}", rows or model
    field = next((one for one in table._meta.fields if one.name == name), None)  # noqa: SLF001
    return heading, field, capfirst(str(field.verbose_name if field else name))


def _rows_of(model: type[Model], accessor: str) -> Any:
    related: Iterable[Any] = model._meta.related_objects  # noqa: SLF001
    return next((one.related_model for one in related if one.get_accessor_name() == accessor), None)


def _raw_text(field: Any, sent: list[str]) -> str:
    """Return what was sent in words; "" for keys of rows, which nobody can read."""
    if isinstance(field, BooleanField):
        return str(_("yes"))
    if (field is None or field.is_relation) and all(_KEY.fullmatch(one) for one in sent):
        return ""
    words = {str(key): str(label) for key, label in getattr(field, "flatchoices", None) or ()}
    return ", ".join(words.get(one, one) for one in sent)
