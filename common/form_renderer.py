"""Inputs of forms, written without a template for each: a page of 25 rows has a hundred of them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Widget = Mapping[str, Any]
INPUTS = ("text", "number", "email", "hidden", "date", "datetime", "checkbox", "file", "password")


def _named(kind: str) -> str:
    """Return the name of Django's template of a widget."""
    return f"django/forms/widgets/{kind}.html"


class QuickRenderer(DjangoTemplates):
    """Return for the plain widgets of Django what their templates return, letter by letter."""

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        write = WRITERS.get(template_name)
        written = write(context["widget"]) if write else None
        return super().render(template_name, context, request) if written is None else mark_safe(written)  # noqa: S308 - each value is escaped below


def _text(value: object) -> str:
    return conditional_escape(value if isinstance(value, SafeString) else str(value))


def _attributes(widget: Widget) -> str:
    said = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return "".join(
        f" {_text(name)}" + ("" if value is True else f'="{_text(value)}"') for name, value in said
    )


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_text(widget["value"])}"'
    return (
        f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"{value}{_attributes(widget)}>'
    )


def _option_of_many(widget: Widget) -> str | None:
    return None if widget.get("wrap_label") else _input(widget)


def _textarea(widget: Widget) -> str:
    value = _text(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_text(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _select(widget: Widget) -> str | None:
    """Return a list of options; None where options stand in groups or have a template of their own."""
    if any(title for title, _options, _at in widget["optgroups"]):
        return None
    options = [option for _title, group, _at in widget["optgroups"] for option in group]
    if any(option["template_name"] != _named("select_option") for option in options):
        return None
    written = "".join(f"\n  {_option(option)}\n" for option in options)
    return f'<select name="{_text(widget["name"])}"{_attributes(widget)}>{written}\n</select>'


def _option(widget: Widget) -> str:
    label = conditional_escape(localize(widget["label"]))
    return f'<option value="{_text(widget["value"])}"{_attributes(widget)}>{label}</option>'


WRITERS: dict[str, Callable[[Widget], str | None]] = {
    **{_named(kind): _input for kind in INPUTS},
    **{_named(kind): _option_of_many for kind in ("radio_option", "checkbox_option")},
    _named("textarea"): _textarea,
    _named("select"): _select,
}
