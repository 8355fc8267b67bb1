"""A clock that a test sets for real processes: libfaketime under every program of the product.

It answers the operating system's own calls, so nothing of ours or of a library is replaced.
Postgres and Valkey keep the true time; their behaviour is not tested.
"""

import importlib.util
import subprocess
import sys
import time
from pathlib import Path

SERVERS = "postgres,initdb,pg_ctl,valkey-server"


class Clock:
    """Seconds by which the clock is wrong, in a file that the programs read each second."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.set(0)

    def set(self, seconds: int) -> None:
        """Set the clock forward or back, seen from the true time."""
        self.file.write_text(f"{seconds:+d}\n")
        self.file.chmod(0o644)

    def env(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": library(),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_SKIP_CMDS": SERVERS,
        }

    def works(self) -> bool:
        """Return whether libfaketime works on this machine (it may not with another libc)."""
        self.set(-86400)
        command = [sys.executable, "-c", "import time; print(time.time())"]
        told = subprocess.run(command, env=self.env(), capture_output=True, text=True, check=True).stdout
        self.set(0)
        return abs(float(told) + 86400 - time.time()) < 3600


def library() -> str:
    spec = importlib.util.find_spec("libfaketime")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("libfaketime")
    return str(Path(spec.origin).parent / "vendor/libfaketime/src/libfaketime.so.1")
