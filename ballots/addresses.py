"""Addresses of pages in rooms above, registered by those rooms when the apps are ready."""

from django.urls import reverse

_lent: dict[str, str] = {}


def lend(**names: str) -> None:
    """Register names of URL patterns (each takes the id of a round) under names of this room."""
    _lent.update(names)


def lent(name: str, pk: object) -> str:
    """Return a registered address for a round. Raises `KeyError` for an unknown name."""
    return reverse(_lent[name], args=[pk])
