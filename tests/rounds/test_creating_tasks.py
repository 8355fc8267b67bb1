"""Rounds made from the plan by a real worker: killed in between, delivered twice, and taken up by the minute."""

import signal
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from rounds import tasks
from rounds.locks import is_mine
from rounds.models import Batch, BatchItem, Round
from rounds.services import preparing, proposing
from tests.batches import SmallMinistry, prepared, small_ministry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]
Worker = subprocess.Popen[bytes]
Wait = Callable[..., object]


def is_done(batch: Batch) -> bool:
    return Batch.objects.filter(pk=batch.pk, state=Batch.State.DONE).exists()


def each_round_once(made: SmallMinistry) -> bool:
    return sorted(Round.objects.values_list("unit", flat=True)) == sorted(unit.pk for unit in made.parts)


def test_a_worker_creates_the_rounds(worker: Worker, wait_until: Wait) -> None:
    made = small_ministry(parts=3)
    batch = prepared(made)
    preparing.start(batch_id=batch.pk, actor=made.secretary)
    wait_until(lambda: is_done(batch))
    assert each_round_once(made)


def test_the_minute_goes_on_after_a_killed_worker(worker: Worker, wait_until: Wait) -> None:
    made = small_ministry(parts=45)
    batch = prepared(made)
    preparing.start(batch_id=batch.pk, actor=made.secretary)
    wait_until(lambda: batch.items.exclude(state=BatchItem.State.WAITING).exists())
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    wait_until(lambda: a_minute_later(batch))
    assert each_round_once(made)


def a_minute_later(batch: Batch) -> bool:
    """Do what the minute sends; while the killed worker's child still holds the lock, nothing happens."""
    tasks.create_from_plan(str(batch.pk))
    return is_done(batch)


def test_of_two_workers_one_does_the_work() -> None:
    made = small_ministry(parts=2)
    batch = prepared(made)
    preparing.start(batch_id=batch.pk, actor=made.secretary)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        assert is_mine(batch.pk)
        pool.submit(create_and_disconnect, batch).result(60)
        assert not Round.objects.exists()
    proposing.create_rounds(batch_id=batch.pk)
    proposing.create_rounds(batch_id=batch.pk)
    assert each_round_once(made)


def create_and_disconnect(batch: Batch) -> None:
    try:
        proposing.create_rounds(batch_id=batch.pk)
    finally:
        connection.close()


@pytest.mark.slow
def test_an_error_between_two_rounds_leaves_whole_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposing, "AT_ONCE", 2)
    made = small_ministry(parts=5)
    batch = prepared(made)
    preparing.start(batch_id=batch.pk, actor=made.secretary)
    write, calls = proposing._write, []

    def fails_at_the_fourth(*args: object) -> None:
        calls.append(args)
        if len(calls) == 4:
            raise RuntimeError("the worker dies")
        write(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(proposing, "_write", fails_at_the_fourth)
    with pytest.raises(RuntimeError):
        proposing.create_rounds(batch_id=batch.pk)
    assert Round.objects.count() == 2
    assert batch.items.filter(state=BatchItem.State.MADE).count() == 2
    preparing.start(batch_id=batch.pk, actor=made.secretary)
    proposing.create_rounds(batch_id=batch.pk)
    assert each_round_once(made)
