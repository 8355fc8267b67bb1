"""Uploaded papers of a dossier, kept under a name that says nothing. Migrations name this module."""

import secrets
from typing import Any

from django.utils import timezone

from common.pdf_uploads import require_pdf as require_pdf


def dossier_path(_instance: Any, _name: str) -> str:
    """Return a path that nobody can guess and that does not name the person."""
    return f"dossiers/{timezone.localdate():%Y}/{secrets.token_hex(16)}.pdf"
