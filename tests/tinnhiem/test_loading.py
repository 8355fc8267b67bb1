"""The garbage collector rests while the program is loaded, and works afterwards without what was loaded."""

import gc
import os
import subprocess
import sys
from typing import Any

import pytest
from celery import signals

from operations.embedded.places import BASE_DIR
from tinnhiem.celery import app
from tinnhiem.loading import undisturbed

SAID = "import gc; print(gc.isenabled(), gc.get_freeze_count() > 100_000)"


def test_collector_rests_inside_and_works_afterwards() -> None:
    with undisturbed():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collector_works_after_an_error() -> None:
    with pytest.raises(ValueError, match="broken"), undisturbed():
        raise ValueError("broken")
    assert gc.isenabled()


def test_what_was_made_inside_is_not_looked_through() -> None:
    before = gc.get_freeze_count()
    with undisturbed():
        made = [[number] for number in range(1000)]
    assert gc.get_freeze_count() >= before + len(made)


def test_celery_loads_the_tasks_like_that() -> None:
    worked = []

    def note(**_told: Any) -> None:
        worked.append(gc.isenabled())

    signals.import_modules.connect(note)
    try:
        app.loader.import_default_modules()
    finally:
        signals.import_modules.disconnect(note)
    assert (worked, gc.isenabled()) == ([False], True)


@pytest.mark.parametrize(
    "words", [["-c", f"import tinnhiem.asgi; {SAID}"], ["manage.py", "shell", "-c", SAID]]
)
def test_started_processes_collect_garbage_but_not_their_modules(words: list[str]) -> None:
    command = [sys.executable, *words]
    done = subprocess.run(command, cwd=BASE_DIR, env=os.environ, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-2:] == ["True", "True"]
