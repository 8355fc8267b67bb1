"""The processes of the product on one machine: web server, worker, beat."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from operations.embedded.certificate import Certificate
from operations.embedded.places import BASE_DIR
from operations.embedded.process import last_lines

_PR_SET_PDEATHSIG = 1
_OFTEN, _SOON = 3, 60.0  # this many ends within this many seconds mean a persistent fault
_PAUSE = 15.0
# HTTP/2 is off because granian closes silent connections with HTTP/1 only. Backpressure counts connections, also
# idle ones, so it must be far above the number of people in a hall.
WEB_OPTIONS = (
    *(
        "--interface",
        "asginl",
        "--http",
        "1",
        "--workers",
        "2",
        "--backlog",
        "4096",
        "--backpressure",
        "4096",
    ),
    *("--no-access-log", "--workers-kill-timeout", "10", "--respawn-failed-workers"),
)


@dataclass(kw_only=True)
class Child:
    """A process that is kept running; `check` restarts it and reports that."""

    name: str
    command: list[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    ends: deque[float] = field(default_factory=lambda: deque(maxlen=_OFTEN))
    paused_until: float = 0.0

    def start(self) -> None:
        # The first start truncates the log. Restarts append to it, so that the reason for a crash is kept.
        with self.log.open("ab" if self.ends else "wb") as log:
            self.process = subprocess.Popen(
                self.command, cwd=BASE_DIR, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=_end_with_parent,  # noqa: PLW1509 (one thread only)
            )  # fmt: skip

    def check(self) -> str | None:
        """Restart the process if it has ended; return the sentence to print, if any."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.paused_until:
                self.start()
            return None
        if self.process.poll() is None:
            return None
        self.ends.append(now)
        if len(self.ends) == _OFTEN and now - self.ends[0] < _SOON:
            self.process, self.paused_until = None, now + _PAUSE
            return f"The {self.name} keeps ending, next try in {_PAUSE:.0f} s: {last_lines(self.log)} (see {self.log})"
        ended = self.process.returncode
        self.start()
        return f"The {self.name} ended ({_how(ended)}) and was started again; its log is {self.log}."

    def restart(self) -> None:
        """End the process and start it again; a pause after repeated ends is over."""
        self.ask_to_end()
        self.end(within=15)
        self.ends.clear()
        self.start()

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def end(self, *, within: float) -> None:
        """Wait for the end; kill the process if it takes too long."""
        if self.process is None:
            return
        try:
            self.process.wait(within)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def children(*, host: str, port: int, logs: Path, certificate: Certificate | None = None) -> list[Child]:
    """Web server (two processes, no access log), one worker with two processes, beat."""
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "-A", "tinnhiem"]
    web = ["granian", *WEB_OPTIONS, "--host", host, "--port", str(port)]
    if certificate:
        web += ["--ssl-certificate", str(certificate.path), "--ssl-keyfile", str(certificate.key)]
    web += ["tinnhiem.asgi:application"]
    worker = [*celery, "worker", "--concurrency=2", "--loglevel=INFO"]
    beat = [*celery, "beat", "--loglevel=INFO", "--pidfile="]
    return [
        Child(name="web server", command=[*python, *web], log=logs / "web.log"),
        Child(name="worker", command=worker, log=logs / "worker.log"),
        Child(name="beat", command=beat, log=logs / "beat.log"),
    ]


def _how(code: int) -> str:
    return f"by signal {-code}" if code < 0 else f"with code {code}"


def _end_with_parent() -> None:
    # The kernel stops the children of a killed supervisor.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
