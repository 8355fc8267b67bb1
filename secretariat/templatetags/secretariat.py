"""Template tags that make the output of Django's admin readable, also on a phone."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.contrib.admin.helpers import AdminReadonlyField
from django.db import models
from django.template.defaultfilters import capfirst
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from common.languages import vi
from rounds.errors import Missing
from rounds.models import Round
from secretariat import addresses

register = template.Library()
NOTHING = "–"
CODES = ("username", "code")  # typed by people, words of no language


@register.filter
def labelled(rows: Iterable[Iterable[str]], headers: list[dict[str, Any]]) -> list[list[str]]:
    """Return the cells of a list with the names of their columns, which a phone shows beside the values."""
    names = [capfirst(header["text"]) for header in headers]
    return [[_labelled(cell, name) for cell, name in zip(row, names, strict=True)] for row in rows]


def _labelled(cell: str, name: str) -> SafeString:
    # Changes only Django's opening tag; the typed value after it is already escaped.
    label = format_html('<td data-label="{}" ', name)
    return mark_safe(label + cell[4:] if cell.startswith("<td ") else cell)  # noqa: S308 - from Django


@register.filter
def readable(field: AdminReadonlyField) -> str:
    """Return a read-only value as text: yes and no instead of pictures, a dash for an empty value."""
    name = str(field.field["field"])
    instance = field.form.instance
    column = next((one for one in instance._meta.fields if one.name == name), None)  # noqa: SLF001 - documented
    if isinstance(column, models.BooleanField):
        return _("yes") if getattr(instance, name) else _("no")
    shown = conditional_escape(field.contents())
    if name in CODES:
        return format_html("<code>{}</code>", shown)
    if column is not None and column.choices:
        return capfirst(shown)
    return NOTHING if shown in ("", "-") else vi(shown)


@register.simple_tag
def address_of(missing: Missing, round_: Round) -> str:
    """Return the address where a missing thing can be added or corrected, or ""."""
    return addresses.address_of(missing, round_)
