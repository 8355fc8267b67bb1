"""Context of every page."""

from django.conf import settings
from django.http import HttpRequest


def contact(request: HttpRequest) -> dict[str, str]:
    """Return name and telephone of the secretariat, shown on every page; "" if not set."""
    return {"secretariat_contact": settings.SECRETARIAT_CONTACT}
