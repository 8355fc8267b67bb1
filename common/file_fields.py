"""A field for several files whose button and words are ours; `static/js/files.js` shows their names."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


class FilesButton(forms.FileInput):
    """The button of a field for several files."""

    allow_multiple_selected = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, None, attrs, renderer)
        return mark_safe(render_to_string("components/file_button.html", {"field": field}))  # noqa: S308 - a template's output


class FilesField(forms.FileField):
    """Several files; `clean` returns them in the order in which they were chosen."""

    widget = FilesButton

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether a file was chosen; no file is an empty list."""
        return not self.disabled and bool(data)

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            return [super().clean(None, initial)] if self.required else []
        return [self._clean_one(file, initial) for file in files]

    def _clean_one(self, file: Any, initial: Any) -> Any:
        try:
            return super().clean(file, initial)
        except ValidationError as refusal:  # among several files, the sentence must name which
            raise ValidationError([f"{file.name}: {sentence}" for sentence in refusal.messages]) from refusal
