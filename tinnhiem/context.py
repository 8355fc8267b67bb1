"""What every page shows."""

from django.conf import settings
from django.http import HttpRequest


def contact(request: HttpRequest) -> dict[str, str]:
    """Name and telephone of the secretariat, for people who need help; "" when not set."""
    return {"secretariat_contact": settings.SECRETARIAT_CONTACT}
