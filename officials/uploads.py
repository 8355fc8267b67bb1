"""Names of uploaded papers. Migrations refer to this module, so it stays where it is."""

import secrets
from typing import Any

from django.utils import timezone

from common.pdf_uploads import require_pdf as require_pdf


def dossier_path(_instance: Any, _name: str) -> str:
    """Return a path that cannot be guessed and does not name the person."""
    return f"dossiers/{timezone.localdate():%Y}/{secrets.token_hex(16)}.pdf"


def evidence_path(_instance: Any, _name: str) -> str:
    """Return a path that cannot be guessed and does not name the person."""
    return f"evidence/{timezone.localdate():%Y}/{secrets.token_hex(16)}.pdf"
