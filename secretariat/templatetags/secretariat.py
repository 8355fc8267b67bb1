"""Template tags that make the output of Django's admin readable, also on a phone."""

from typing import Any

from django import template
from django.contrib.admin.helpers import AdminReadonlyField
from django.contrib.admin.templatetags.admin_list import result_headers
from django.db import models
from django.template.defaultfilters import capfirst
from django.utils.html import conditional_escape, format_html
from django.utils.translation import gettext as _

from common.languages import vi
from documents import wording
from rounds.errors import Missing
from rounds.models import Round
from secretariat import addresses
from secretariat.listing.cells import rows_written

register = template.Library()
NOTHING = "–"
CODES = ("username", "code")  # typed by people, words of no language


@register.inclusion_tag("admin/change_list_results.html")
def rows_of_list(cl: Any) -> dict[str, Any]:
    """Write headings and rows of a list."""
    headers = list(result_headers(cl))
    return {"cl": cl, "result_headers": headers, "rows": list(rows_written(cl, headers))}


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


@register.filter
def grouped(value: bytes) -> str:
    """Return a hash in groups of four signs, as documents print it."""
    return wording.grouped(bytes(value).hex())


@register.simple_tag
def address_of(missing: Missing, round_: Round) -> str:
    """Return the address where a missing thing can be added or corrected, or ""."""
    return addresses.address_of(missing, round_)
