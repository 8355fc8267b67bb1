"""Mails as files, for a machine without a mail server: only their owner reads them, and they are removed."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail.backends.filebased import EmailBackend

KEPT_DAYS = 7


class PrivateFiles(EmailBackend):
    """Django's file backend with mode 0600 in a folder of mode 0700, since mails hold codes and links."""

    stream: Any
    _get_filename: Callable[[], str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        Path(self.file_path).chmod(0o700)

    def open(self) -> bool:
        if self.stream is not None:
            return False
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        self.stream = os.fdopen(os.open(self._get_filename(), flags, 0o600), "ab")
        return True


def remove_old() -> int:
    """Remove the mail files older than `KEPT_DAYS` and make the others private; return how many went."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", None) or settings.DATA_DIR / "mail")
    if not folder.is_dir():
        return 0
    folder.chmod(0o700)
    oldest, removed = time.time() - KEPT_DAYS * 24 * 3600, 0
    for file in folder.glob("*.log"):
        if file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)
            removed += 1
        else:
            file.chmod(0o600)
    return removed
