"""Fields that speak the product's language instead of the browser's: dates and files."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt, from_current_timezone
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from common.written_dates import Unreadable, read_day, read_moment


class DayField(forms.DateField):
    """A date typed as day/month/year."""

    widget = forms.DateInput(
        format="%d/%m/%Y",
        attrs={"data-written": "day", "autocomplete": "off", "placeholder": _("day/month/year")},
    )

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return read_day(str(value))
        except Unreadable as sentence:
            raise ValidationError(str(sentence), code="invalid") from sentence


class MomentField(forms.DateTimeField):
    """A date and a time, in the time zone of the product."""

    widget = forms.DateTimeInput(
        format="%d/%m/%Y %H:%M",
        attrs={
            "data-written": "moment",
            "autocomplete": "off",
            "placeholder": _("day/month/year hours:minutes"),
        },
    )

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return from_current_timezone(read_moment(str(value)))
        except Unreadable as sentence:
            raise ValidationError(str(sentence), code="invalid") from sentence


class RowSelect(forms.Select):
    """A choice between rows; of 200 units the usual one renders 200 templates."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = {str(one) for one in self.format_value(value)}
        options = (
            (pk if pk is not None else "", " selected" if str(pk or "") in chosen else "", label)
            for pk, label in self.choices
        )
        written = format_html_join("\n", '<option value="{}"{}>{}</option>', options)
        said = {"name": name, **self.build_attrs(self.attrs, attrs)}
        return format_html("<select{}>\n{}\n</select>", flatatt(said), written)


class FileButton(forms.FileInput):
    """A file field whose button and words are ours; `static/js/files.js` shows the name of the file."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        return mark_safe(render_to_string("components/file_button.html", {"field": field}))  # noqa: S308 - a template's output
