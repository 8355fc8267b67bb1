"""A field for a row of another table: a list of a few, or typed with suggestions where there are many."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from officials.models import Unit
from officials.names import folded
from officials.search import matching
from rounds.models import Campaign, Plan
from secretariat.fields import RowSelect

FEW = 15  # rows in a list; of more, some are suggested while the name is typed
SHOWN = 5  # namesakes in a refusal
NUMBER = re.compile(r"(?:^|·\s*)số (\d{1,18})$")
# Tables whose rows are suggested, each with the list of suggestions (`templates/admin/people.html`).
SOURCES: dict[type[Model], str] = {Unit: "units", Campaign: "campaigns", Plan: "plans"}


def suggestion(row: Any) -> str:
    """Return the suggestion for a unit, a campaign or a plan; the number at its end names one row only."""
    above = row.parent if isinstance(row, Unit) else row.unit
    return " · ".join(filter(None, (str(row), str(above or ""), f"số {row.pk}")))


@dataclass
class Read:
    """What the fields of one page have read: the first rows that can be chosen, and suggestions by key."""

    first: list[Any] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)


def first_rows(field: Any) -> list[Any]:
    """Return the first rows that can be chosen in a field, which then shows them without another query."""
    read = getattr(field.widget, "read", None)
    if read is None:
        return list(field.queryset[:2])
    read.first = read.first or list(field.queryset[: FEW + 1])
    return list(read.first)


class RowOrText(RowSelect):
    """A list, or an input with suggestions; which of them is decided when the page is rendered."""

    source = ""  # the id of the list of suggestions; "" means always a list

    # Given where the forms of one page hold copies of this widget, never to a form that other requests use too.
    read: "Read | None" = None

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        rows = getattr(self.choices, "queryset", None)
        if rows is None or not self.source:
            return super().render(name, value, attrs, renderer)
        read = self.read or Read()
        if not read.first:
            read.first.extend(rows[: FEW + 1])
        if len(read.first) > FEW:
            return self._typed(name, self._as_text(value, read), attrs)
        return self._listed(name, value, attrs, read.first)

    def _listed(self, name: str, value: Any, attrs: Any, rows: list[Any]) -> SafeString:
        choices: Any = self.choices
        first = [] if choices.field.empty_label is None else [("", choices.field.empty_label)]
        self.choices = [*first, *((row.pk, choices.field.label_from_instance(row)) for row in rows)]
        try:
            return super().render(name, value, attrs)
        finally:
            self.choices = choices

    def _typed(self, name: str, text: str, attrs: Any) -> SafeString:
        said = {
            "type": "text",
            "name": name,
            "value": text,
            "list": self.source,
            "size": 50,
            "autocomplete": "off",
            "placeholder": _("Type part of the name"),
            **self.build_attrs(self.attrs, attrs),
        }
        return format_html("<input{}>", flatatt(said))

    def _as_text(self, value: Any, read: "Read") -> str:
        text = "" if value is None else str(value)
        if not (text.isascii() and text.isdecimal()):
            return text
        if text not in read.words:
            choices: Any = self.choices
            row = choices.queryset.filter(pk=int(text[:18])).first()
            read.words[text] = suggestion(row) if row else text
        return read.words[text]


class RowField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Field for a row of another table, usable by keyboard and without scripts.

    Accepts a primary key, a suggestion, which ends with it, or a name that only one row has.
    """

    widget = RowOrText
    default_error_messages = {
        "invalid_choice": _("Nothing fits “%(value)s”. Choose one of the suggestions."),
        "several": _("Several are called “%(value)s”: %(found)s. Choose one of the suggestions."),
    }

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        super().__init__(queryset, **kwargs)
        self.widget.source = SOURCES.get(getattr(queryset, "model", None), "")  # type: ignore[arg-type]

    def prepare_value(self, value: Any) -> Any:
        if type(value) in SOURCES and isinstance(self.widget, RowOrText) and self.widget.read:
            self.widget.read.words[str(value.pk)] = suggestion(value)  # costs no query
        return super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str) or value in self.empty_values or self.queryset is None:
            return super().to_python(value)
        text = value.replace("\0", "").strip()
        if number := NUMBER.search(text):
            return super().to_python(number[1])
        if not self.widget.source or (text.isascii() and text.isdecimal()):
            return super().to_python(text)
        return self._named(text)

    def has_changed(self, initial: Any, data: Any) -> bool:
        if isinstance(data, str) and not data.isdecimal() and not self.disabled:
            try:
                data = getattr(self.to_python(data), "pk", "")
            except ValidationError:
                return True
        return super().has_changed(initial, data)

    def _named(self, text: str) -> Any:
        rows: Any = self.queryset
        found = [row for row in matching(rows, text, "search_key") if folded(str(row)) == folded(text)]
        if len(found) == 1:
            return found[0]
        code = "several" if found else "invalid_choice"
        raise ValidationError(
            self.error_messages[code], code=code, params={"value": text, "found": _some(found)}
        )


def _some(rows: Iterable[Any]) -> str:
    names = [suggestion(row) for row in rows]
    return "; ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
