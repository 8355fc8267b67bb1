"""Tasks with real workers and a real queue: run by themselves, run twice, and after a kill."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction

from ballots import queue, tasks
from ballots.events import REWRITTEN
from ballots.models import CastBallot, EncryptedTally, ProofCheck, SumBatch
from ballots.protocol.receipt import short_code
from ballots.services import casting, closing, counting, tidying
from rounds.entries import entries_of
from rounds.models import Round
from tests.ballots.hall import VoterDevice, open_round, proofs_left_to_workers, vote, voters


@pytest.fixture(autouse=True)
def _long_ballots() -> Iterator[None]:
    with proofs_left_to_workers():
        yield


pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]
Worker = subprocess.Popen[bytes]
Wait = Callable[..., object]


def waiting(broker: redis.Redis) -> list[dict[str, object]]:
    """Return the tasks in the queue."""
    lists = broker.scan_iter(f"{settings.PREFIX}-queue:celery*")  # one for each priority
    return [json.loads(each) for key in lists for each in broker.lrange(key, 0, -1)]


def forget(broker: redis.Redis) -> None:
    """Delete everything of this run from Valkey."""
    for server in (broker, redis.Redis.from_url(str(settings.CACHES["default"]["LOCATION"]))):
        for key in server.scan_iter(f"*{settings.PREFIX}-*"):
            server.delete(key)


def test_worker_verifies_while_the_vote_is_on(worker: Worker, wait_until: Wait) -> None:
    round_ = open_round()
    vote(round_, 3)
    wait_until(lambda: ProofCheck.objects.count() == 3)
    assert Round.objects.get(pk=round_.pk).state == Round.State.OPEN


def test_closed_round_is_tidied_and_counted_by_itself(worker: Worker, wait_until: Wait) -> None:
    round_ = open_round()
    vote(round_)
    closing.close_round(round_id=round_.pk, actor=None)
    wait_until(lambda: EncryptedTally.objects.filter(valid=6).exists())
    assert len(entries_of(round_, REWRITTEN)) == 1


def test_short_ballots_ask_for_nothing(empty_queue: redis.Redis) -> None:
    round_ = open_round()
    with pytest.MonkeyPatch.context() as change:  # undone before the fixture above, whose value it replaces
        change.setattr(casting, "MOST_LINES_PROVED", 60)
        vote(round_, 5)
    assert waiting(empty_queue) == []
    assert ProofCheck.objects.filter(valid=True).count() == 5


def test_many_ballots_ask_once(empty_queue: redis.Redis) -> None:
    round_ = open_round()
    vote(round_, 5)
    assert [task["headers"]["task"] for task in waiting(empty_queue)] == ["ballots.verify"]  # type: ignore[index]


@pytest.mark.parametrize(("just_now", "asked"), [(60, [1, None]), (0, [1, 1])])
def test_verification_is_debounced(
    empty_queue: redis.Redis, monkeypatch: pytest.MonkeyPatch, just_now: float, asked: list[int | None]
) -> None:
    monkeypatch.setattr(queue, "JUST_NOW_SECONDS", just_now)
    monkeypatch.setattr(queue, "_asked", {})
    round_, seen = open_round(), []
    for user in voters(round_)[:2]:
        VoterDevice(round_, user).take().cast()
        seen.append(cache.get(queue._waiting(round_.pk)))
        queue.verification_started(round_.pk)
    assert seen == asked


def test_killed_worker_loses_nothing(worker: Worker, wait_until: Wait) -> None:
    round_ = open_round(lines=10, voters=12)
    vote(round_)
    wait_until(ProofCheck.objects.exists)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    closing.close_round(round_id=round_.pk, actor=None)
    assert counting.count(round_id=round_.pk)
    assert (ProofCheck.objects.count(), EncryptedTally.objects.get().valid) == (12, 12)


@pytest.mark.parametrize(("batch", "parts"), [(50, 2), (1, 4)])
def test_closing_sends_one_counting_task_for_each_batch(
    empty_queue: redis.Redis, monkeypatch: pytest.MonkeyPatch, batch: int, parts: int
) -> None:
    """Of six ballots; proofs are verified in batches of four, so that two workers can share them."""
    round_ = open_round()
    vote(round_)
    forget(empty_queue)
    monkeypatch.setattr(counting, "SUM_BATCH", batch)
    closing.close_round(round_id=round_.pk, actor=None)
    names = [task["headers"]["task"] for task in waiting(empty_queue)]  # type: ignore[index]
    assert sorted(names) == ["ballots.check_issued", *["ballots.count"] * parts, "ballots.tidy"]


def test_adding_does_not_wait_for_the_archive(empty_queue: redis.Redis, wait_until: Wait) -> None:
    round_ = open_round()
    vote(round_)
    counting.verify_pending(round_id=round_.pk)
    closing.close_round(round_id=round_.pk, actor=None)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            tidying.erase_voting_order(round_id=round_.pk)
            counted = pool.submit(count_and_disconnect, round_)
            wait_until(SumBatch.objects.exists)
            assert not EncryptedTally.objects.exists()
        assert counted.result(60)
    assert len(entries_of(round_, REWRITTEN)) == 1


def count_and_disconnect(round_: Round) -> bool:
    try:
        return counting.count(round_id=round_.pk)
    finally:
        connection.close()


def test_minute_takes_up_what_was_lost(empty_queue: redis.Redis) -> None:
    round_ = open_round()
    vote(round_, 5)
    forget(empty_queue)
    tasks.every_minute()
    assert [task["headers"]["task"] for task in waiting(empty_queue)] == ["ballots.verify"]  # type: ignore[index]
    closing.end_issuing(round_id=round_.pk, actor=None)
    closing.close_round(round_id=round_.pk, actor=None)
    forget(empty_queue)
    tasks.every_minute()
    names = {task["headers"]["task"] for task in waiting(empty_queue)}  # type: ignore[index]
    assert names == {"ballots.tidy", "ballots.check_issued", "ballots.count"}


def test_minute_opens_and_closes() -> None:
    round_ = open_round()
    vote(round_)
    closing.end_issuing(round_id=round_.pk, actor=None)
    tasks.every_minute()
    assert Round.objects.get(pk=round_.pk).state == Round.State.CLOSED


VOTE = """
import sys, uuid, django
django.setup()
from ballots.services import casting
casting.MOST_LINES_PROVED = 0
print(casting.cast(round_id=uuid.UUID(sys.argv[1]), frame=sys.stdin.buffer.read())["code"])
"""


@pytest.mark.slow
def test_voting_goes_on_without_a_queue(process_env: dict[str, str]) -> None:
    round_ = open_round()
    device = VoterDevice(round_, voters(round_)[0]).take()
    without_queue = {
        **process_env,
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "DJANGO_SETTINGS_MODULE": "tinnhiem.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", VOTE, str(round_.pk)],
        input=device.frame(),
        env=without_queue,
        capture_output=True,
        check=True,
        timeout=300,
    )
    ballot = CastBallot.objects.get()
    assert done.stdout.decode().strip() == short_code(bytes.fromhex(ballot.hash))
    assert "queue cannot be reached" in done.stderr.decode()
    assert ballot.hash not in done.stderr.decode()
    tasks.verify(str(round_.pk))
    assert ProofCheck.objects.get().valid
