"""Addresses of rooms above, lent to the pages of this room when the apps are ready."""

from django.urls import reverse

_lent: dict[str, str] = {}


def lend(**names: str) -> None:
    """Lend the pages of this room the address of a round's page, by a name of their own."""
    _lent.update(names)


def lent(name: str, pk: object) -> str:
    """Return a lent address for a round; raises `KeyError` when no room has lent that name."""
    return reverse(_lent[name], args=[pk])
