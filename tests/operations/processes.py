"""Ending of processes that a test started."""

import contextlib
import subprocess


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask until it ends: a signal that meets Celery's first imports becomes an error it logs and survives."""
    for _attempt in range(12):
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
            return
    raise AssertionError("does not end")
