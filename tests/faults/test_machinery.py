"""Queue, worker, beat and disk fail one after the other; all work is done in the end."""

import os
import resource
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from django.db import connection

from ballots.events import SWEPT
from ballots.models import CastBallot, IssuedBallot, ProofCheck, SumBatch
from ballots.services import casting
from results.models import Document
from rounds.entries import entries_of, is_noted
from rounds.models import Round
from simulation.rehearsal.client import RefusedError
from tests.faults.people import CSRF, FaultyMeeting, HttpClient, expected, patiently
from tests.faults.stack import Stack, children_of, kill, until
from tests.roles import PASSWORD
from tests.stored import stored_names
from tests.waiting import somebody_waits

pytestmark = [pytest.mark.slow, pytest.mark.longest, pytest.mark.django_db]
LONG = casting.MOST_LINES_PROVED + 1  # lines of ballots whose proofs are left to workers
FORM = "application/x-www-form-urlencoded"


def verified(meeting: FaultyMeeting) -> int:
    return ProofCheck.objects.filter(ballot__round=meeting.round, valid=True).count()


def box(meeting: FaultyMeeting) -> list[list[tuple[object, ...]]]:
    """Everything that the voters have cast, with what is known about it, wherever it stands."""
    ballots = CastBallot.objects.filter(round=meeting.round)
    issued = IssuedBallot.objects.filter(round=meeting.round)
    checks = ProofCheck.objects.filter(ballot__in=ballots)
    return [
        sorted(tuple(str(value) for name, value in row.items() if name != "shelf") for row in rows.values())
        for rows in (ballots, issued, checks)
    ]


@contextmanager
def frozen(*pids: int) -> Iterator[None]:
    """Stop processes with SIGSTOP, so that they hang."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def test_the_queue_is_away_while_people_log_in_and_vote_and_the_box_closes(stack: Stack) -> None:
    meeting = FaultyMeeting(stack, 3, lines=LONG)
    with frozen(stack.supervisor):  # it would start Valkey again at once
        kill(stack.valkey)
        assert b"location" in log_in(stack, meeting)
        receipts = meeting.all_vote()
        assert all(isinstance(receipt, dict) for receipt in receipts)
        assert until(lambda: meeting.status()["fault"] == "redis", "the desk says it")
        assert stack.health()["redis"] == "down"
        assert "Redis" in meeting.desk.get(meeting.path("secretariat:desk")).decode()
        meeting.press("end_issuing")
        meeting.press("close")
        assert (meeting.state(), verified(meeting)) == (Round.State.CLOSED, 0)
    meeting.wait_for_sums()
    assert verified(meeting) == 3
    until(lambda: set(stack.health().values()) == {"ok"}, "all is well")
    hashes = CastBallot.objects.filter(round=meeting.round).values_list("hash", flat=True)
    assert not [found for found in hashes if found in stack.log("web") + stack.log("worker")]


def log_in(stack: Stack, meeting: FaultyMeeting) -> bytes:
    """Log in with name and password; the answer says where to go, or what is wrong."""
    browser = HttpClient(stack)
    browser.cookie = f"csrftoken={CSRF}"
    fields = {"login": meeting.voters[0].device.user.username, "password": PASSWORD}
    return browser.ask("POST", "/accounts/login/", urlencode(fields).encode(), FORM)[1]


@contextmanager
def held(stack: Stack, table: str) -> Iterator[None]:
    """Block writers of the table."""
    with stack.connect() as beside, beside.transaction():
        beside.execute(f"LOCK TABLE {table} IN SHARE MODE")
        yield


def kill_worker(stack: Stack) -> None:
    """Kill main process and children at once, so that no process returns the task."""
    main = stack.main("worker")
    kill(main, *children_of(main))


def test_workers_die_at_every_step_and_the_disk_is_full(stack: Stack) -> None:
    meeting = FaultyMeeting(stack, 6, lines=LONG)
    with held(stack, "ballots_proofcheck"):
        meeting.all_vote()
        until(lambda: somebody_waits(table="ballots_proofcheck"), "a worker with proofs verified, not stored")
        kill(*stack.hands("worker"))
    until(lambda: verified(meeting) == 6, "verification after the death")
    before = box(meeting)
    with held(stack, "ballots_sumbatch"):
        with held(stack, "ballots_issuedballot"):
            meeting.close()
            until(
                lambda: somebody_waits(table="ballots_issuedballot"),
                "a worker with rows taken out, not put back",
            )
            kill_worker(stack)
        until(lambda: somebody_waits(table="ballots_sumbatch"), "a worker with sums made, not stored")
        kill_worker(stack)
    meeting.wait_for_sums()
    assert SumBatch.objects.get(round=meeting.round).ballots == 6
    until(lambda: is_noted(meeting.round, SWEPT), "sweeping after both deaths")
    assert box(meeting) == before
    with held(stack, "results_tally"):
        meeting.member().open()
        until(lambda: somebody_waits(table="results_tally"), "a worker with counts found, not stored")
        kill(*stack.hands("worker"))
    assert meeting.counts() == expected(meeting.voters)
    _print_on_a_full_disk(stack, meeting)


def _print_on_a_full_disk(stack: Stack, meeting: FaultyMeeting) -> None:
    folder = f"documents/{meeting.round.pk}"
    limit_files(stack, 4096)
    meeting.member().sign_minutes()
    until(lambda: is_noted(meeting.round, "documents"), "the log says that nothing could be stored")
    assert (stored_names(folder), Document.objects.filter(round=meeting.round).count()) == ([], 0)
    assert "File too large" in meeting.desk.get(meeting.path("secretariat:desk")).decode()
    with held(stack, "results_document"):
        limit_files(stack, resource.RLIM_INFINITY)
        until(lambda: somebody_waits(table="results_document"), "a worker with a document stored, not named")
        kill_worker(stack)
    until(lambda: Document.objects.filter(round=meeting.round).count() == 2, "documents after the death")
    assert len(stored_names(folder)) == 2
    assert len(entries_of(meeting.round, "documents")) == 1


def limit_files(stack: Stack, size: int) -> None:
    """Let the kernel refuse longer files to the workers, as a full disk does, until it is lifted."""
    for pid in stack.hands("worker"):
        _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))


def test_hanging_processes_are_reported_and_do_not_block_closing(stack: Stack) -> None:
    until(lambda: set(stack.health().values()) == {"ok"}, "a first sign of life of each")
    meeting = FaultyMeeting(stack, 3)
    meeting.all_vote(meeting.voters[:2])
    with stack.connect() as beside, beside.transaction(), ThreadPoolExecutor(1) as pool:
        number = int.from_bytes(meeting.round.pk.bytes[:8], "big", signed=True)
        beside.execute("SELECT pg_advisory_xact_lock_shared(%s)", [number])  # as a worker at its batch
        waiting = pool.submit(
            meeting.desk.post_form, meeting.path("secretariat:desk_move"), {"action": "end_issuing"}
        )
        with frozen(stack.main("beat")):
            until(lambda: stack.health()["beat"] == "late", "beat is late")
            # A busy worker that answers late is reported before beat.
            desk = meeting.path("secretariat:desk")
            until(lambda: "Celery beat" in meeting.desk.get(desk).decode(), "the desk says it")
            assert stack.health()["worker"] in {"ok", "late"}
        refusal = waiting.exception()
    assert isinstance(refusal, RefusedError)
    assert refusal.status == 503
    with frozen(stack.main("worker"), *stack.hands("worker")):
        until(lambda: stack.health()["worker"] == "late", "the worker is late")
        assert meeting.status()["fault"] == "worker"
        patiently(meeting.voters[2].vote)
    meeting.close()
    meeting.wait_for_sums()
    assert verified(meeting) == 3


def test_idle_transactions_end_after_a_minute() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("1min",)
