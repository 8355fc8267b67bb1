"""Scan of uploaded files by clamd, where the installation names one (`CLAMD`)."""

import logging
import socket
import struct
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

log = logging.getLogger(__name__)
SECONDS = 30
_LONGEST_ANSWER = 4096


def require_clean(file: File) -> None:  # type: ignore[type-arg]
    """Raise `ValidationError` if clamd finds something in the file, or cannot be asked; without clamd do nothing."""
    if not settings.CLAMD:
        return
    file.seek(0)
    try:
        answer = _ask(file.chunks())
    except OSError as error:
        log.exception("clamd at %s did not answer.", settings.CLAMD)
        raise ValidationError(
            _("Files cannot be scanned for viruses at the moment, so none is taken. Try again later.")
        ) from error
    finally:
        file.seek(0)
    if answer.endswith("FOUND"):
        log.warning("An uploaded file was refused: %s", answer)
        raise ValidationError(_("The virus scanner refused this file. Scan or save the paper again."))
    if not answer.endswith("OK"):
        log.error("clamd answered: %s", answer)
        raise ValidationError(_("The virus scanner could not read this file. Tell the administrator."))


def _ask(chunks: Iterable[bytes]) -> str:
    """Send a file as a stream and return the answer, such as `stream: OK`. Raises `OSError`."""
    with _connected() as clamd:
        clamd.sendall(b"zINSTREAM\0")
        for chunk in chunks:
            clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
        clamd.sendall(struct.pack("!L", 0))
        return clamd.makefile("rb").read(_LONGEST_ANSWER).strip(b"\0\n ").decode(errors="replace")


def _connected() -> socket.socket:
    """Connect to `/path/of/socket` or to `host:port`."""
    if settings.CLAMD.startswith("/"):
        found = socket.socket(socket.AF_UNIX)
        found.settimeout(SECONDS)
        try:
            found.connect(settings.CLAMD)
        except OSError:
            found.close()
            raise
        return found
    host, _colon, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host, int(port)), SECONDS)
