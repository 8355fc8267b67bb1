"""Information about other processes and their logs."""

import contextlib
import os
import signal
import time
from pathlib import Path

_ORPHANS_END_WITHIN = 30.0


def is_running(pid: int, name: str) -> bool:
    """Return whether the process exists, is not a zombie, and is the named program."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    program, state = text.partition("(")[2].rpartition(")")[::2]
    return program.startswith(name[:15]) and state.split()[0] != "Z"


def programs_in(folder: Path, name: str) -> list[int]:
    """Return the pids of running processes of the named program in the folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            inside = (process / "cwd").readlink() == folder
        except OSError:  # it has ended or belongs to another account
            continue
        if inside and is_running(int(process.name), name):
            found.append(int(process.name))
    return found


def end_orphans(folder: Path, name: str, how: signal.Signals) -> None:
    """End the programs whose folder was removed under them, and wait for it.

    Ending by themselves later, they would take the socket of the server that came after them along.
    """
    removed = folder.with_name(f"{folder.name} (deleted)")  # as Linux calls it
    for pid in programs_in(removed, name):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, how)
    until = time.monotonic() + _ORPHANS_END_WITHIN
    while programs_in(removed, name) and time.monotonic() < until:
        time.sleep(0.05)


def last_lines(*logs: Path, count: int = 3) -> str:
    """Return the last lines of the existing logs, joined into one line."""
    lines: list[str] = []
    for log in logs:
        if log.exists():
            lines += log.read_text(errors="replace").strip().splitlines()[-count:]
    return " | ".join(line.strip() for line in lines) or "no word from it"
