"""The rows of a list as HTML, a column at a time: Django's own tag finds out anew for each cell what its column is."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.admin.utils import display_for_field, display_for_value, lookup_field
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.formats import date_format
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.languages import vi_cell

Write = Callable[[Any], str]  # a row → HTML
Show = Callable[[Any], Any]  # a row → what its cell says
NOWRAP = (models.DateField, models.TimeField, models.ForeignKey)


def rows_written(cl: Any, headers: list[dict[str, Any]]) -> Iterator[SafeString]:
    """Yield the rows of a list, each with its box to tick and cells that bear the names of their columns."""
    named = zip(cl.list_display, headers, strict=True)
    columns = [_column(cl, name, header["text"], at == 0) for at, (name, header) in enumerate(named)]
    tick = _box(cl.model_admin.choose_form)
    for row in cl.result_list:
        cells = "".join(vi_cell(write(row)) for write in columns)
        yield mark_safe(f"<tr>{tick(row)}{cells}</tr>")  # noqa: S308 - each value is escaped below


def _box(form: str) -> Write:
    """Return what writes the box that chooses a row; nothing for a list without a form for it."""
    if not form:
        return lambda _row: ""
    start = format_html('<td class="table__tick"><input type="checkbox" name="row" form="{}" value="', form)
    words = _("Choose %(name)s")
    return lambda row: f'{start}{escape(row.pk)}" aria-label="{escape(words % {"name": row})}"></td>'


def _column(cl: Any, name: str, label: Any, is_first: bool) -> Write:
    """Return what writes the cells of a column; one that leads to the row names it."""
    field = _field(cl.lookup_opts, name)
    marks = f"field-{name}" + (" nowrap" if isinstance(field, NOWRAP) else "")
    show = _escaped(cl.model_admin, name, field)
    links = cl.list_display_links
    if links is not None and (name in links or (is_first and not links)):
        start = format_html('<th class="{}"><a href="', marks)
        return lambda row: f'{start}{escape(cl.url_for_result(row))}">{show(row)}</a></th>'
    start = format_html('<td data-label="{}" class="{}">', capfirst(label), marks)
    return lambda row: f"{start}{show(row)}</td>"


def _field(opts: Any, name: str) -> Any:
    """Return the field of the table with this name; None for what the page of the list works out."""
    return next(
        (field for field in opts.concrete_fields if field.name == name and not field.auto_created), None
    )


def _escaped(table: Any, name: str, field: Any) -> Write:
    """Return what says the value of a row in this column; the empty sign for a row that is not there any more."""
    empty = table.get_empty_value_display()
    show = _of_field(field, empty) if field is not None else _of_method(table, name, empty)

    def said(row: Any) -> str:
        try:
            return conditional_escape(show(row))
        except ObjectDoesNotExist:
            return conditional_escape(empty)

    return said


def _of_field(field: Any, empty: str) -> Show:
    name = field.name
    if field.flatchoices:
        labels = {value: str(label) for value, label in field.flatchoices}
        return lambda row: labels.get(getattr(row, name), empty)
    if isinstance(field, models.ForeignKey):
        return lambda row: empty if (found := getattr(row, name)) is None else found
    if isinstance(field, models.CharField):
        return lambda row: value if (value := getattr(row, name)) and value.strip() else empty
    if type(field) is models.DateField:  # below a heading that says what day it is
        return lambda row: date_format(day, "SHORT_DATE_FORMAT") if (day := getattr(row, name)) else empty
    return lambda row: display_for_field(getattr(row, name), field, empty)


def _of_method(table: Any, name: str, empty: str) -> Show:
    """Return what a method says: of the page of the list, else of the row itself."""

    def said(row: Any) -> Any:
        _field, attribute, value = lookup_field(name, row, table) if own is None else (None, own, own(row))
        if isinstance(value, str):
            return value if value.strip() else empty
        return display_for_value(value, empty, getattr(attribute, "boolean", False))

    own = getattr(table, name, None) if name != "__str__" else None
    empty = getattr(own, "empty_value_display", empty)
    return said
