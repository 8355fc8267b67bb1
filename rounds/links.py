"""Addresses of pages of apps to the right, for whoever says what is missing and where."""

from django.urls import reverse

from rounds.models import Round


def desk(round_: Round, part: str) -> str:
    """Return the address of a part of the secretary's desk: action, team, attendance, documents, …"""
    return reverse("secretariat:desk", args=[round_.pk]) + f"#desk-{part}"
