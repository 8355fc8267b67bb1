"""Processes are kept running; one that keeps failing is given up."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from operations.embedded.children import Child
from operations.embedded.places import BASE_DIR
from operations.embedded.process import is_running

Wait = Callable[[Callable[[], object]], object]


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Child]:
    made = Child(name="worker", command=["sleep", "600"], log=tmp_path / "worker.log")
    made.start()
    yield made
    made.ask_to_end()
    made.end(within=5)


def end(child: Child) -> None:
    assert child.process is not None
    os.kill(child.process.pid, signal.SIGKILL)
    child.process.wait()


def test_running_child_is_left_alone(child: Child) -> None:
    before = child.process
    assert child.check() is None
    assert child.process is before


def test_dead_child_is_restarted_and_reported(child: Child) -> None:
    end(child)
    assert child.check() == f"The worker ended (by signal 9) and was started again; its log is {child.log}."
    assert child.process is not None
    assert child.process.poll() is None


def test_child_that_keeps_ending_is_paused_and_its_log_shown(child: Child) -> None:
    for _ in range(2):
        end(child)
        child.check()
    child.log.write_text("cannot reach the queue\n")
    end(child)
    sentence = child.check() or ""
    assert sentence.startswith("The worker keeps ending, next try in 15 s: cannot reach the queue")
    assert child.process is None
    assert child.check() is None


def test_paused_child_is_tried_again(child: Child) -> None:
    end(child)
    child.process, child.paused_until = None, 0.0
    child.check()
    assert child.process is not None


def test_child_that_will_not_end_is_forced(tmp_path: Path, wait_until: Wait) -> None:
    program = (
        "import signal, time; signal.signal(15, signal.SIG_IGN); print('on', flush=True); time.sleep(600)"
    )
    child = Child(name="worker", command=[sys.executable, "-c", program], log=tmp_path / "log")
    child.start()
    wait_until(lambda: "on" in child.log.read_text())
    child.ask_to_end()
    child.end(within=0.2)
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def test_children_end_when_the_parent_is_killed(tmp_path: Path, wait_until: Wait) -> None:
    program = f"""
import pathlib, time
from operations.embedded.children import Child
child = Child(name="w", command=["sleep", "600"], log=pathlib.Path({str(tmp_path / "log")!r}))
child.start(); print(child.process.pid, flush=True); time.sleep(600)
"""
    parent = subprocess.Popen(
        [sys.executable, "-c", program], cwd=BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    assert is_running(pid, "sleep")
    parent.kill()
    parent.communicate()
    wait_until(lambda: not is_running(pid, "sleep"))
