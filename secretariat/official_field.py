"""The field for an official: typed with suggestions that tell namesakes apart."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from officials.labels import label_of
from officials.models import Official
from officials.names import folded
from officials.selectors import officials_named

NUMBER = re.compile(r"(?:^|·\s*)số (\d{1,18})$")
SHOWN = 5  # namesakes in a refusal


class OfficialField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Field for an official, usable by keyboard and without scripts.

    Accepts a suggestion, which ends with the official's number, or a full name that only one official
    has. The page holds the suggestions in `<datalist id="officials">`.
    """

    widget = forms.TextInput(attrs={"list": "officials", "autocomplete": "off", "size": 60})
    hint = _("Type part of the name, post or unit and choose the official.")
    default_error_messages = {
        "invalid_choice": _("No official fits “%(value)s”. Choose one of the suggestions."),
        "several": _("Several officials are called “%(value)s”: %(found)s. Choose one of the suggestions."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"help_text": self.hint, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int) and self.queryset is not None:
            value = self.queryset.prefetch_related("posts__unit").filter(pk=value).first()
        return suggestion(value) if isinstance(value, Official) else value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or self.queryset is None:
            return None
        text = str(value).replace("\0", "").strip()
        if number := NUMBER.search(text):
            found = list(self.queryset.filter(pk=int(number[1])))
        else:
            found = self._namesakes(text)
        if len(found) == 1:
            return found[0]
        code = "several" if found else "invalid_choice"
        named = "; ".join(map(suggestion, found[:SHOWN])) + (" …" if len(found) > SHOWN else "")
        raise ValidationError(self.error_messages[code], code=code, params={"value": text, "found": named})

    def _namesakes(self, text: str) -> list[Official]:
        """Return the officials of this name; the place of a tone does not matter, the tone does."""
        rows = self.queryset
        named = officials_named(rows, text) if rows is not None else []
        return [official for official in named if folded(official.full_name) == folded(text)]


def suggestion(official: Official) -> str:
    """Return the suggestion for an official; the number at its end names one official only."""
    return f"{label_of(official)} · số {official.pk}"
