"""A field in which a person is named, with suggestions, in place of a long list."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from officials.labels import label_of
from officials.models import User


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Field for an account, typed by name with suggestions; usable by keyboard and without scripts.

    Accepts “full name · user name” as suggested, a user name, an e-mail address, or a full name that
    only one account has. The page holds the suggestions in `<datalist id="people">`.
    """

    widget = forms.TextInput(attrs={"list": "people", "autocomplete": "off", "size": 40})
    kept: User | None = None  # the person chosen before, who may belong to another unit meanwhile
    hint = _("Type part of the name and choose the person; or the user name, or the e-mail address.")
    default_error_messages = {
        "invalid_choice": _(
            "No account of your units fits “%(value)s”. Choose one of the suggestions. For a person of another "
            "unit, send a request to that unit first."
        ),
        "several": _("Several accounts are called “%(value)s”. Choose one of the suggestions."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"help_text": self.hint, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            rows = self.queryset
            value = rows.filter(pk=value).select_related("unit").first() if rows is not None else None
        return suggestion(value) if isinstance(value, User) else value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        text = str(value).replace("\0", "").strip()
        login = text.rpartition(" · ")[2]
        rows = self.queryset
        if rows is None:
            return None
        if self.kept and text == suggestion(self.kept):
            return self.kept
        names = models.Q(username=login) | models.Q(email__iexact=login)
        exact = rows.filter(names | models.Q(staff_code=login, staff_code__gt=""))
        found = list(exact[:2]) or list(rows.filter(full_name__iexact=text)[:2])
        if len(found) != 1:
            code = "several" if found else "invalid_choice"
            raise ValidationError(self.error_messages[code], code=code, params={"value": text})
        return found[0]


def suggestion(user: User) -> str:
    """Return the suggestion for an account; it ends with the user name, since full names are not unique.

    The account of an official is told apart by year of birth and post, any other by its unit, or its address.
    """
    official = getattr(user, "official", None)
    if official:
        return f"{label_of(official)} · {user.username}"
    place = str(user.unit or user.email)
    return f"{user.full_name}, {place} · {user.username}" if place else f"{user.full_name} · {user.username}"


def limit_choices(form: Any, name: str, rows: QuerySet[Any]) -> None:
    """Limit the choices of the field `name` of a form class, if it has that field."""
    if name in form.base_fields:
        form.base_fields[name].queryset = rows
