"""Names of the pages to which notices lead and that rooms above have; they lend them when they are loaded."""

from django.conf import settings
from django.urls import reverse

_names: dict[str, str] = {}


def lend(**names: str) -> None:
    """Take the names of addresses, by what they show: `approval` shows a request."""
    _names.update(names)


def address_of(what: str, key: object) -> str:
    """Return the whole address of a page, as a mail holds it."""
    return f"{settings.SITE_URL}{reverse(_names[what], args=[key])}"
