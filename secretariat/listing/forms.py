"""The form that changes many rows: each field has a box that says whether it is changed at all."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

CHANGE = "change_"  # before the name of the field whose box it is
EMPTY = ("", None)


class ManyForm(forms.Form):
    """Made for one list by `many_form`; `changes` returns what was ticked."""

    names: tuple[str, ...] = ()
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands in the log with the act."),
    )

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the fields, each with its box."""
        return [(self[CHANGE + name], self[name]) for name in self.names]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        ticked = [name for name in self.names if cleaned.get(CHANGE + name)]
        for name in self.names:
            self._check(name, name in ticked, cleaned.get(name))
        if not ticked and not self.errors:
            raise forms.ValidationError(gettext("Tick at least one field that is to be changed."))
        return cleaned

    def _check(self, name: str, is_ticked: bool, value: Any) -> None:
        field: Any = self.fields[name]
        if name in self.errors:
            return
        if is_ticked and field.needed and value in EMPTY:
            self.add_error(name, gettext("This cannot be empty."))
        elif not is_ticked and value not in EMPTY:
            self.add_error(name, gettext("Tick the box if this is to be changed, or empty the field."))

    def told(self) -> list[tuple[str, str]]:
        """Return label and value in words of the fields that are ticked."""
        return [(str(self.fields[name].label), _in_words(value)) for name, value in self.changes().items()]

    def changes(self) -> dict[str, Any]:
        """Return field → value of the fields that are ticked."""
        return {name: self.cleaned_data[name] for name in self.names if self.cleaned_data[CHANGE + name]}


def _in_words(value: Any) -> str:
    if value in EMPTY:
        return gettext("(empty)")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    return date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, date) else str(value)


def many_form(fields: Iterable[tuple[str, forms.Field]]) -> type[ManyForm]:
    """Return the form for these fields; none is required, and an empty one is written only if it is ticked."""
    members: dict[str, Any] = {}
    for name, field in fields:
        made = _choice(field) if isinstance(field, forms.BooleanField) else field
        made.label = capfirst(str(field.label))
        made.needed, made.required, made.initial = made.required, False, None  # type: ignore[attr-defined]
        _begin_empty(made)
        box = gettext("Change “%(field)s”") % {"field": made.label}
        members[CHANGE + name] = forms.BooleanField(label=box, required=False)
        members[name] = made
    names = tuple(name for name in members if not name.startswith(CHANGE))
    return type("FormOfList", (ManyForm,), {**members, "names": names})


def _choice(field: forms.BooleanField) -> forms.TypedChoiceField:
    """Return yes and no as a choice: a box that is not ticked would mean both “no” and “unchanged”."""
    made = forms.TypedChoiceField(
        label=field.label,
        choices=[("1", gettext("yes")), ("0", gettext("no"))],
        coerce=lambda text: text == "1",
        empty_value=None,
        help_text=field.help_text,
    )
    made.required = True
    return made


def _begin_empty(field: Any) -> None:
    """Let a choice begin with nothing chosen."""
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = "–"
    elif hasattr(field, "choices"):
        field.widget = forms.Select()
        field.choices = [("", "–"), *((value, label) for value, label in field.choices if value not in EMPTY)]
