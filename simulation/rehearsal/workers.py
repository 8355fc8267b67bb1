"""A worker for counting, started for the duration if none answers."""

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

Report = Callable[[str], None]
START_SECONDS = 60
log = logging.getLogger(__name__)


class NoWorkerError(RuntimeError):
    """No worker could be started; the text names its log."""


def answers(seconds: float = 1.0) -> int:
    """Return how many workers answer within the time."""
    return len(current_app.control.ping(timeout=seconds) or [])


@contextmanager
def at_least_one(report: Report) -> Iterator[None]:
    """Ensure that a worker runs inside the block; one that was started here is stopped at its end."""
    if answers():
        yield
        return
    report(_("No worker answers; starting one for this run."))
    file = Path(settings.DATA_DIR) / "rehearsal-worker.log"
    with file.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "tinnhiem", "worker", "--concurrency=2"],
            env=_environment(),
            cwd=settings.BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        _wait(process, file)
        yield
    finally:
        process.terminate()
        process.wait(60)


def _environment() -> dict[str, str]:
    """Return an environment with this process's database, which may be a test database."""
    environment = {**os.environ, "PYTHONPATH": str(settings.BASE_DIR)}
    if settings.TESTING:
        environment["TN_DATABASE"] = str(connection.settings_dict["NAME"])
    return environment


def _wait(process: subprocess.Popen[bytes], file: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while not answers(0.5):
        if process.poll() is not None or time.monotonic() > until:
            raise NoWorkerError(_("The worker did not start; its log is %s.") % file)
