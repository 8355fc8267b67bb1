"""`script/install-debs` while another run holds apt's locks, with the real apt in folders of its own."""

import fcntl
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from operations.embedded.places import BASE_DIR

HELD = 2.0
LOCKS = ["state/lists/lock", "dpkg/lock", "dpkg/lock-frontend"]
FOLDERS = ["etc", "state/lists/partial", "cache/archives/partial", "dpkg/updates", "dpkg/info"]
CONFIGURATION = """
Dir "{0}"; Dir::Etc "etc"; Dir::State "state"; Dir::Cache "cache"; Dir::Log "log";
Dir::State::status "{0}/dpkg/status"; APT::Sandbox::User "";
"""

pytestmark = pytest.mark.skipif(shutil.which("apt-get") is None, reason="there is no apt on this machine")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """An empty system of apt: no sources, no packages."""
    for folder in FOLDERS:
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "dpkg/status").touch()
    (tmp_path / "apt.conf").write_text(CONFIGURATION.format(tmp_path))
    shutil.copytree(BASE_DIR / "script", tmp_path / "script")
    return tmp_path


def start(machine: Path, account: int) -> subprocess.Popen[str]:
    """Start the script as root or as an ordinary user; `id` pretends."""
    (machine / "id").write_text(f"#!/bin/sh\necho {account}\n")
    (machine / "id").chmod(0o755)
    env = {**os.environ, "APT_CONFIG": str(machine / "apt.conf"), "PATH": f"{machine}:{os.environ['PATH']}"}
    command = [str(machine / "script/install-debs"), "no-such-package"]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture(params=LOCKS)
def lock(machine: Path, request: pytest.FixtureRequest) -> Iterator[int]:
    with (machine / request.param).open("a") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        yield file.fileno()


def test_root_waits_until_the_lock_is_free(machine: Path, lock: int) -> None:
    process = start(machine, account=0)
    time.sleep(HELD)
    assert process.poll() is None
    fcntl.lockf(lock, fcntl.LOCK_UN)
    _output, errors = process.communicate(timeout=30)
    assert errors.endswith("E: Unable to locate package no-such-package\n")
    assert "another process" not in errors


def test_an_ordinary_user_needs_no_lock_of_apt(machine: Path, lock: int) -> None:
    _output, errors = start(machine, account=1000).communicate(timeout=30)
    assert errors.endswith("E: Unable to locate package no-such-package\n")


@pytest.mark.slow
def test_two_runs_do_not_unpack_into_one_folder_together(machine: Path) -> None:
    (machine / "var/system").mkdir(parents=True)
    with (machine / "var/system/lock").open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        process = start(machine, account=1000)
        time.sleep(HELD)
        assert process.poll() is None
    _output, errors = process.communicate(timeout=30)
    assert errors.endswith("E: Unable to locate package no-such-package\n")
