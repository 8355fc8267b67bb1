"""Elapsed time, processor time, memory, and how busy the machine was meanwhile."""

import os
import resource
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of one action: the middle one of several runs."""

    elapsed: float
    processor: float


def cost(action: Callable[[], object], repeats: int) -> Cost:
    """Run an action several times in this process; it is run once before, to warm up."""
    action()
    elapsed, processor = [], []
    for _ in range(repeats):
        wall, used = time.perf_counter(), time.process_time()
        action()
        processor.append(1000 * (time.process_time() - used))
        elapsed.append(1000 * (time.perf_counter() - wall))
    return Cost(statistics.median(elapsed), statistics.median(processor))


def share(values: Iterable[float], part: float) -> float:
    """The value below which this part of all values lies; the largest for 1."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def load() -> float:
    """How many processes wanted a processor during the last minute, on average."""
    return os.getloadavg()[0]


def own_seconds() -> float:
    """Processor seconds this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


@dataclass(frozen=True, slots=True)
class ProcessGroup:
    """Some processes and all their descendants, found anew at each look."""

    roots: tuple[int, ...]

    def members(self) -> list[int]:
        """Numbers of the processes that run now."""
        children: dict[int, list[int]] = {}
        for process, (_, parent, _) in _processes().items():
            children.setdefault(parent, []).append(process)
        found = list(self.roots)
        for process in found:
            found += children.get(process, [])
        return found

    def seconds(self) -> float:
        """Processor seconds of those that run, and of those they have waited for."""
        processes = _processes()
        return sum(processes[pid][2] for pid in self.members() if pid in processes)

    def peak_megabytes(self) -> float:
        """The largest resident memory of the largest process so far."""
        return max((_peak(pid) for pid in self.members()), default=0.0)

    def forget_peaks(self) -> None:
        """Let the peaks begin anew."""
        for pid in self.members():
            Path(f"/proc/{pid}/clear_refs").write_text("5")


def _processes() -> dict[int, tuple[str, int, float]]:
    """Name, parent and processor seconds by number."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = entry.read_text().partition("(")[2].rpartition(")")
        except OSError:
            continue  # it has ended meanwhile
        fields = rest.split()
        ticks = sum(int(value) for value in fields[11:15])
        found[int(entry.parent.name)] = (name, int(fields[1]), ticks / _TICKS)
    return found


def _peak(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


class Asked:
    """How many queries this process sends meanwhile; `number` once the block is left.

    Django's own context reads its log when it is asked, and the next request empties that log.
    """

    def __enter__(self) -> "Asked":
        self._captured = CaptureQueriesContext(connection)
        self._captured.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._captured.__exit__(*error)
        self.number = len(self._captured)
