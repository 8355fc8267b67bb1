"""Elapsed time, processor time, memory and load of the machine."""

import os
import resource
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Median milliseconds of one action."""

    elapsed: float
    processor: float


def cost(action: Callable[[], object], repeats: int) -> Cost:
    """Measure an action several times in this process, after one run as warm-up."""
    action()
    elapsed, processor = [], []
    for _ in range(repeats):
        wall, used = time.perf_counter(), time.process_time()
        action()
        processor.append(1000 * (time.process_time() - used))
        elapsed.append(1000 * (time.perf_counter() - wall))
    return Cost(statistics.median(elapsed), statistics.median(processor))


def share(values: Iterable[float], part: float) -> float:
    """Return the quantile of the values; the largest for 1."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def spread(times: Iterable[float]) -> dict[str, float]:
    """Return median, 95th percentile and largest of some milliseconds; zeros for none."""
    known = list(times) or [0.0]
    return {"p50": share(known, 0.5), "p95": share(known, 0.95), "worst": share(known, 1)}


def load() -> float:
    """Return the load average of the last minute."""
    return os.getloadavg()[0]


def own_seconds() -> float:
    """Return the processor seconds that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


@dataclass(frozen=True, slots=True)
class ProcessGroup:
    """Processes with all their descendants, looked up at each call."""

    roots: tuple[int, ...]

    def members(self) -> list[int]:
        """Return the pids of the running processes."""
        children: dict[int, list[int]] = {}
        for process, (_, parent, _) in _processes().items():
            children.setdefault(parent, []).append(process)
        found = list(self.roots)
        for process in found:
            found += children.get(process, [])
        return found

    def seconds(self) -> float:
        """Return the processor seconds of the running processes and of children they have waited for."""
        processes = _processes()
        return sum(processes[pid][2] for pid in self.members() if pid in processes)

    def peak_megabytes(self) -> float:
        """Return the peak resident memory of the largest process."""
        return max((_peak(pid) for pid in self.members()), default=0.0)


def _processes() -> dict[int, tuple[str, int, float]]:
    """Return {pid: (name, parent, processor seconds)}."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = entry.read_text().partition("(")[2].rpartition(")")
        except OSError:
            continue  # the process has ended meanwhile
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
    """Counter of this process's queries inside a block; read `number` after it.

    Django's own context manager keeps nine thousand at most, and the text of each.
    """

    def __enter__(self) -> "Asked":
        self.number = 0
        self._counting = connection.execute_wrapper(self._count)
        self._counting.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._counting.__exit__(*error)

    def _count(self, execute: Callable[..., Any], *asked: Any) -> Any:
        self.number += 1
        return execute(*asked)
