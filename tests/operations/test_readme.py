"""Every command of the README works in a fresh clone.

What is run: each command in a copy of the tree with a database of its own. The copy borrows what the set-up
downloads (.venv, node_modules) and, but for one test, what it makes with much work (bytecode, compressed static files);
`script/try-bare` runs the same commands where nothing is installed. In
`script/test` the long parts (script/check, script/test-js, script/pytest) only note that they were called.
"""

import fnmatch
import json
import os
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from operations import static_files
from operations.embedded import servers
from operations.embedded.places import BASE_DIR, places
from script.readme_commands import README, commands
from tests.operations.filled import start_filled
from tests.operations.processes import free_port
from tests.verifier import sample

Wait = Callable[..., object]
Test = Callable[..., None]
TRIED: list[str] = []
BYTECODE = {"__pycache__", "*.pyc"}
BORROWED = (".venv", "node_modules", "var/system", "var/node")
# The environment of these tests names their own database and data folder.
FOREIGN = ("TN_*", "PYTEST_*", "DATABASE_URL", "REDIS_URL", "TINNHIEM_DATA", "DJANGO_SETTINGS_MODULE", "PORT")


def tries(command: str) -> Callable[[Test], Test]:
    """Mark the test of a command, so that none is left untried."""
    TRIED.append(command)
    return lambda test: test


class Clone:
    """A copy of the tree as `git clone` makes it, with what the set-up downloads borrowed from here."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        ours = {name: value for name, value in os.environ.items() if not is_foreign(name)}
        self.env = {**ours, "PORT": str(self.port)}

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        words = ["bash", "-c", command]
        return subprocess.run(
            words, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False, timeout=300
        )


def is_foreign(name: str) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in FOREIGN)


@pytest.fixture
def clone(data: Path) -> Iterator[Clone]:
    folder = data / "clone"
    patterns = [line.rstrip("/") for line in (BASE_DIR / ".gitignore").read_text().splitlines()]
    top = {pattern for pattern in patterns if "/" not in pattern} - BYTECODE
    shutil.copytree(BASE_DIR, folder, ignore=shutil.ignore_patterns(".git", *top))
    for made in (pattern for pattern in patterns if "/" in pattern):
        shutil.rmtree(folder / made, ignore_errors=True)
    (folder / "var").mkdir()
    for name in BORROWED:
        if (BASE_DIR / name).exists():
            (folder / name).symlink_to(BASE_DIR / name)
    if static_files.MARK.exists():
        shutil.copytree(static_files.FOLDER, folder / "var" / "staticfiles")
    yield Clone(folder)
    where = places(folder / "var")
    servers.stop(where)
    shutil.rmtree(where.servers, ignore_errors=True)


@tries("script/manage rehearse tests/data/published-2023-city.csv --json")
@pytest.mark.slow
@pytest.mark.longest
def test_rehearse_makes_its_own_tables(clone: Clone) -> None:
    done = clone.run(TRIED[0])
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert len(json.loads(done.stdout)["lines"]) == 18


@tries("script/manage …")
@pytest.mark.slow
def test_manage_lists_its_commands(clone: Clone) -> None:
    done = clone.run("script/manage help")
    assert done.returncode == 0, done.stderr
    assert {"rehearse", "createsuperuser", "migrate"} <= set(done.stdout.split())


@tries("script/server")
@pytest.mark.slow
@pytest.mark.longest
def test_server_answers_and_ends_with_ctrl_c(
    clone: Clone, wait_until: Wait, tmp_path: Path, django_db_setup: None
) -> None:
    """With tables already; that it makes them itself is seen in `test_server`, after `--fresh`."""
    start_filled(places(clone.folder / "var"))
    screen = tmp_path / "screen"
    with screen.open("wb") as output:
        process = subprocess.Popen(
            ["script/server"], cwd=clone.folder, env=clone.env, stdout=output, stderr=output
        )
    try:
        wait_until(lambda: "Ctrl-C stops it." in screen.read_text() or process.poll() is not None, 300)
        assert process.poll() is None, screen.read_text()
        with urllib.request.urlopen(f"http://localhost:{clone.port}/accounts/login/") as answer:
            assert answer.status == 200
    finally:
        process.send_signal(signal.SIGINT)
    assert process.wait(120) == 0
    assert "thuky" in screen.read_text()


@tries("script/test")
@pytest.mark.slow
def test_test_sets_up_checks_and_tests(clone: Clone) -> None:
    for name in ("check", "test-js", "pytest"):
        (clone.folder / "script" / name).write_text(f"#!/bin/sh\necho called {name} >&2\n")
    made = clone.folder / "var" / "staticfiles"
    shutil.rmtree(made, ignore_errors=True)
    done = clone.run("script/test")
    assert done.returncode == 0, done.stderr
    assert {"called check", "called test-js", "called pytest"} <= set(done.stderr.splitlines())
    assert (clone.folder / "static" / "dist").is_dir()
    assert (made / "staticfiles.json").exists()


@tries("python3 -m verifier bundle.zip")
@pytest.mark.django_db
@pytest.mark.slow
def test_verifier_needs_only_python(tmp_path: Path) -> None:
    sample.write(sample.certified_round(), tmp_path / "bundle.zip")
    shutil.copytree(BASE_DIR / "verifier", tmp_path / "verifier")
    done = subprocess.run(
        ["bash", "-c", "python3 -m verifier bundle.zip"],
        cwd=tmp_path, env={"PATH": os.defpath}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_no_command_of_the_readme_is_left_untried() -> None:
    assert sorted(TRIED) == sorted(commands(README.read_text()))


def test_commands_are_taken_from_blocks_and_from_the_text() -> None:
    text = "a\n```\nscript/a --b  # why\n\n# only why\nscript/a --b\n```\nuse `script/c d` or `python3 -m e`, not `f`\n"
    assert commands(text) == ["script/a --b", "script/c d", "python3 -m e"]
