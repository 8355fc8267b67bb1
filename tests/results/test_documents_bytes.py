"""The same data give the same bytes, in any process, at any time, in any surroundings."""

import hashlib
import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from documents.letterhead import Form
from results.documents.render import render_minutes, render_report
from simulation import sample_documents

ROOT = Path(__file__).parents[2]
PROGRAM = """
import hashlib, django
django.setup()
from documents.letterhead import Form
from results.documents.render import render_minutes, render_report
from simulation import sample_documents as samples
for pdf in (render_minutes(samples.minutes(5)), render_report(samples.report(5, Form.PARTY))):
    print(hashlib.sha256(pdf).hexdigest())
"""


def hashes(**surroundings: str) -> list[str]:
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, **surroundings}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.mark.slow
def test_two_processes_far_apart_and_a_worker_give_the_same_bytes() -> None:
    first = hashes(PYTHONHASHSEED="1", TZ="UTC", LANG="C", LC_ALL="C")
    time.sleep(1.1)
    second = hashes(PYTHONHASHSEED="4242", TZ="Asia/Ho_Chi_Minh", LANG="C.UTF-8", LC_ALL="C.UTF-8")
    render_minutes(sample_documents.minutes(3))  # a worker that has made others before
    worker = [
        render_minutes(sample_documents.minutes(5)),
        render_report(sample_documents.report(5, Form.PARTY)),
    ]
    assert first == second == [hashlib.sha256(pdf).hexdigest() for pdf in worker]


@pytest.mark.slow
def test_a_worker_does_not_remember_the_date_of_an_earlier_round() -> None:
    earlier = sample_documents.minutes(1)
    later = replace(earlier, certified=earlier.certified + timedelta(days=40))
    first, second, again = (render_minutes(data) for data in (earlier, later, earlier))
    assert b"2026-03-17" not in first
    assert first == again != second


@pytest.mark.slow
@pytest.mark.parametrize("change", [{"copies": 4}, {"subject": "Khác"}])
def test_other_data_give_other_bytes(change: dict[str, Any]) -> None:
    data = sample_documents.minutes(1)
    assert render_minutes(replace(data, **change)) != render_minutes(data)
