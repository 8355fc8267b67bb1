"""A file that worker and beat touch while they work. `script/alive` tells its age to the check of a container."""

import contextlib
from typing import Any

from django.conf import settings


def touch(**_signal: Any) -> None:
    """Touch the file that `ALIVE_FILE` names, if any; a full disk stops nothing."""
    if settings.ALIVE_FILE:
        with contextlib.suppress(OSError):
            settings.ALIVE_FILE.touch(mode=0o600)
