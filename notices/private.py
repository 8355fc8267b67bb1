"""Texts that hold a way to log in: sealed in the row, shown to nobody, emptied after delivery."""

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings

from notices.models import Notice


def sealed(text: str) -> str:
    """Return the text as this installation alone can read it."""
    return _fernet().encrypt(text.encode()).decode()


def opened(row: Notice) -> str:
    """Return the text of a row for its mail."""
    return _fernet().decrypt(row.body.encode()).decode() if row.is_private else row.body


def _fernet() -> Fernet:
    key = hashlib.sha256(b"notices:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
