"""Names of signed plans. Migrations refer to this module, so it stays where it is."""

import secrets
from typing import Any

from django.utils import timezone


def signed_path(_instance: Any, _name: str) -> str:
    """Return a path that cannot be guessed."""
    return f"plans/{timezone.localdate():%Y}/{secrets.token_hex(16)}.pdf"
