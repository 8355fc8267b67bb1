"""One run: servers, a new database for each benchmark, the results as JSON and as a page."""

import datetime
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from operations.embedded import servers
from operations.embedded.places import BASE_DIR
from operations.embedded.preparation import prepare

Found = dict[str, Any]


def run(names: Iterable[str], out: Path, *, tiny: bool) -> None:
    """Run the benchmarks of these names, or all, and write the report into the folder `out`."""
    django.setup()
    servers.start()
    logs = settings.DATA_DIR / "log"
    logs.mkdir()
    prepare(logs)
    from benchmarks import report  # noqa: PLC0415 (models are needed)
    from benchmarks.sizes import FULL, TINY  # noqa: PLC0415

    found = _earlier(out) if names else {}
    measure(found, list(names), TINY if tiny else FULL)
    report.write(found, out)


def _earlier(out: Path) -> Found:
    file = out / "performance.json"
    return dict(json.loads(file.read_text())) if file.exists() else {}


def measure(found: Found, names: list[str], sizes: Any) -> None:
    """Add the results of each benchmark and the load of the machine; each uses a new database."""
    from benchmarks import place  # noqa: PLC0415 (models are needed)

    empty = place.database()
    found["machine"] = machine()
    for name, benchmark in benchmarks().items():
        if names and name not in names:
            continue
        busy, begin = os.getloadavg()[0], time.perf_counter()
        print(f"{name} …", file=sys.stderr, flush=True)
        with place.copy_of(empty):
            found[name] = benchmark(sizes)
        found[name]["took"] = time.perf_counter() - begin
        found[name]["load"] = {"before": busy, "after": os.getloadavg()[0]}
        print(json.dumps({name: found[name]}, ensure_ascii=False, indent=1), flush=True)


def benchmarks() -> dict[str, Callable[[Any], Found]]:
    """Return every benchmark by its name, in the order of the report."""
    from benchmarks import (  # noqa: PLC0415 (models are needed)
        browser,
        browsing,
        campaign,
        closing,
        counting,
        documents,
        envelope,
        growth,
        hall,
        hosts,
        importing,
        large,
        log,
        pages,
        profile,
        rates,
        sealing,
        slow,
        storm,
        voters,
    )

    modules = (
        sealing,
        browser,
        pages,
        rates,
        profile,
        envelope,
        hall,
        voters,
        storm,
        slow,
        counting,
        hosts,
        closing,
        documents,
        growth,
        large,
        log,
        importing,
    )
    named = {module.__name__.rpartition(".")[2]: module.run for module in modules}
    return {**named, "ministry": browsing.run, "campaign": campaign.run}


def machine() -> Found:
    """Return machine and version."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    said = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=BASE_DIR, capture_output=True, text=True, check=False
    )
    return {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "version": said.stdout.strip(),
        "processors": os.cpu_count(),
        "model": model,
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
    }


def stop_servers() -> None:
    """Stop the servers of this run."""
    servers.stop()
