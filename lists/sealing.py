"""Files and identity numbers of imports as this installation alone can read them; they wait in the database."""

import base64
import functools
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings


def sealed(content: bytes) -> bytes:
    return _fernet(settings.SECRET_KEY).encrypt(content)


def opened(content: bytes | memoryview) -> bytes:
    return _fernet(settings.SECRET_KEY).decrypt(bytes(content))


def sealed_text(text: str) -> str:
    return sealed(text.encode()).decode()


def opened_text(text: str) -> str:
    return opened(text.encode()).decode()


@functools.cache
def _fernet(secret: str) -> Fernet:
    key = hashlib.sha256(b"lists:" + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
