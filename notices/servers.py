"""The name and the settings of the mail server, and the sender of all mail."""

import hashlib

from django.conf import settings


def name() -> str:
    """Return the name of the server that the settings give."""
    return f"{getattr(settings, 'EMAIL_HOST', '')}:{getattr(settings, 'EMAIL_PORT', '')}"


def sender() -> str:
    """Return the address from which mail is sent, without the name beside it."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")


def fingerprint() -> str:
    """Return a hash of everything with which mail is sent, so that a change of it is noticed."""
    names = ("BACKEND", "HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    parts = [str(getattr(settings, f"EMAIL_{name}", "")) for name in names]
    made = "\0".join(
        [*parts, settings.DEFAULT_FROM_EMAIL, settings.NOTICE_BOUNCE_ADDRESS, settings.SECRET_KEY]
    )
    return hashlib.sha256(made.encode()).hexdigest()
