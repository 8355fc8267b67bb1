"""Each benchmark runs at a small size, on servers of its own, and writes its part of the report."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from benchmarks import report, session
from operations.embedded.places import BASE_DIR, places
from tests.operations.filled import dumped

# Those of one group share their servers, whose start takes longer than most benchmarks.
GROUPS = {
    "closing": ("counting", "hosts", "closing", "documents", "growth", "large"),
    "others": (
        *("sealing", "browser", "pages", "rates", "profile", "envelope", "hall", "voters", "storm", "slow"),
        *("log", "importing", "ministry", "campaign"),
    ),
}
# The tables are a copy of the tests' own, so `prepare` finds nothing left to migrate.
PROGRAM = """
import os, pathlib
from benchmarks import __main__, session
from operations.embedded import places, preparation, roles
from tests.operations.filled import fill

def prepare(logs):
    fill(places.places(), roles.DATABASE, pathlib.Path(os.environ.pop("TABLES")).read_bytes())
    preparation.prepare(logs)

session.prepare = prepare
__main__.main()
"""
DROPPED = ("TN_TESTING", "TN_TEST_SUFFIX", "PYTEST_XDIST_WORKER", "TN_DATABASE")


def test_each_benchmark_has_a_group_and_a_section_of_the_report() -> None:
    names = sorted(session.benchmarks())
    assert sorted(chain(*GROUPS.values())) == names
    assert sorted(report.SECTIONS) == names


@pytest.mark.slow
@pytest.mark.longest
@pytest.mark.parametrize("group", GROUPS)
def test_benchmarks_write_their_parts(group: str, tmp_path: Path, django_db_setup: None) -> None:
    names, tables = GROUPS[group], tmp_path / "tables.sql"
    tables.write_bytes(dumped(places(), str(connection.settings_dict["NAME"])))
    found = run(names, tmp_path, tables)
    page = (tmp_path / "performance.md").read_text()
    assert [name for name in names if report.SECTIONS[name](found[name]) not in page] == []
    assert sum(found.get("storm", {"failures": {}})["failures"].values()) == 0
    assert found.get("voters", {"at_once": {"failures": 0}})["at_once"]["failures"] == 0


def run(names: Sequence[str], out: Path, tables: Path) -> dict[str, Any]:
    """Run these as `script/bench --tiny` does and return what they found."""
    env = {name: value for name, value in os.environ.items() if name not in DROPPED}
    env["TABLES"] = str(tables)
    command = [sys.executable, "-c", PROGRAM, *names, "--tiny", "--out", str(out)]
    done = subprocess.run(command, cwd=BASE_DIR, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads((out / "performance.json").read_text())
    return found
