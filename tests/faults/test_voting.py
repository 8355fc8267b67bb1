"""Concurrent voting, servers killed during the vote, and the closing time."""

import datetime
import os
import signal
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.utils import timezone

from ballots.models import CastBallot, IssuedBallot
from ballots.protocol import merkle
from ballots.services.casting import MOST_LINES_PROVED
from operations.embedded import postgres
from rounds.models import Round
from tests.faults.people import FaultyMeeting, Voter, expected, patiently
from tests.faults.stack import Stack, StackWithClock, kill, until

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
HOUR = 3600


@pytest.fixture(scope="module")
def kind() -> type[Stack]:
    return StackWithClock


def in_box(meeting: FaultyMeeting) -> int:
    return CastBallot.objects.filter(round=meeting.round).count()


def test_hundred_voters_while_each_server_is_killed(stack: Stack) -> None:
    meeting = FaultyMeeting(stack, 100)
    one, another, *rest = meeting.voters
    devices = [Voter(stack, meeting.round, one.device.user, one.marks) for _number in range(8)]
    with ThreadPoolExecutor(120) as pool:
        alone = [pool.submit(voter.vote) for voter in rest]
        eight_devices = [pool.submit(device.vote) for device in devices]
        eight_times = [pool.submit(another.vote) for _number in range(8)]
        _let_servers_fall(stack, meeting)
    assert all(isinstance(found.result(), dict) for found in alone)
    assert len({str(found.result()) for found in eight_times}) == 1
    kinds = Counter("receipt" if isinstance(f.result(), dict) else f.result() for f in eight_devices)
    assert kinds == {"receipt": 1, "issued_elsewhere": 7}
    assert (in_box(meeting), IssuedBallot.objects.filter(round=meeting.round).count()) == (100, 100)
    meeting.close()
    meeting.wait_for_sums()
    meeting.member().open()
    assert meeting.counts() == expected(meeting.voters)


def _let_servers_fall(stack: Stack, meeting: FaultyMeeting) -> None:
    until(lambda: in_box(meeting) >= 15, "first ballots")
    kill(*stack.hands("web"))
    until(lambda: in_box(meeting) >= 35, "ballots after the web server's death")
    before = stack.postgres
    postgres.stop(stack.places)
    until(lambda: postgres.running(stack.places) and stack.postgres != before, "Postgres again")
    until(lambda: in_box(meeting) >= 55, "ballots after the restart of Postgres")
    kill(stack.valkey)
    until(lambda: in_box(meeting) >= 75, "ballots without Valkey")
    until(stack.broker().flushall, "Valkey again, and emptied")


def test_the_web_server_dies_between_commit_and_answer(stack: Stack) -> None:
    meeting = FaultyMeeting(stack, 2, lines=MOST_LINES_PROVED + 1)
    voter = meeting.voters[0]
    patiently(voter.take)
    os.kill(stack.valkey, signal.SIGSTOP)  # the proofs of a long ballot are enqueued before the answer
    try:
        with ThreadPoolExecutor(1) as pool:
            lost: Future[Any] = pool.submit(voter.cast)
            until(lambda: in_box(meeting) == 1, "the commit")
            kill(*stack.hands("web"))
            assert isinstance(lost.exception(), OSError)
    finally:
        os.kill(stack.valkey, signal.SIGCONT)
    receipt = patiently(voter.cast)
    assert CastBallot.objects.get(round=meeting.round).hash == receipt["ballot"]


def test_the_closing_time_comes_and_the_clock_is_set_back(stack: StackWithClock) -> None:
    if not stack.clock.works():
        pytest.skip("libfaketime cannot be loaded here")
    closes = timezone.now() + datetime.timedelta(hours=1)
    meeting = FaultyMeeting(stack, 24, closes_at=closes)
    for voter in meeting.voters[12:18]:
        patiently(voter.take)
    try:
        answers = _vote_around(stack, meeting, closes)
        inside = [bytes.fromhex(answer["ballot"]) for answer in answers if isinstance(answer, dict)]
        assert {type(answer) for answer in answers} == {dict, str}, "the storm missed the closing time"
        until(lambda: meeting.state() != Round.State.OPEN, "closing by itself")
        assert Round.objects.get(pk=meeting.round.pk).fingerprint == merkle.root(inside).hex()
        assert in_box(meeting) == len(inside)
        out = [v for v, answer in zip(meeting.voters, answers, strict=True) if answer == "issuing_ended"]
        issued = IssuedBallot.objects.filter(round=meeting.round)
        assert issued.count() == 24 - len(out)
        stack.clock.set(0)
        assert meeting.all_vote() == answers
    finally:
        stack.clock.set(0)
    assert issued.count() == 24 - len(out)
    until(lambda: stack.health()["beat"] == stack.health()["worker"] == "ok", "the machinery moves again")


def _vote_around(
    stack: StackWithClock, meeting: FaultyMeeting, closes: datetime.datetime
) -> list[dict[str, str] | str]:
    """Let one voter after the other vote, the first before and the last after the closing time."""
    first, last = meeting.voters[:4], meeting.voters[4:]
    answers = meeting.all_vote(first)
    stack.clock.set(int((closes - timezone.now()).total_seconds()) - 3)
    with ThreadPoolExecutor(len(last)) as pool:
        late = [pool.submit(_after, 0.3 * number, voter) for number, voter in enumerate(last)]
    return [*answers, *(found.result() for found in late)]


def _after(seconds: float, voter: Voter) -> dict[str, str] | str:
    time.sleep(seconds)  # spread around the closing time; nothing depends on where it falls
    return voter.vote()


def test_refusal_holds_after_clock_change_without_recorded_end(stack: StackWithClock) -> None:
    if not stack.clock.works():
        pytest.skip("libfaketime cannot be loaded here")
    meeting = FaultyMeeting(stack, 2, closes_at=timezone.now() + datetime.timedelta(hours=1))
    late, holder = meeting.voters
    patiently(holder.take)
    beat = stack.main("beat")
    os.kill(beat, signal.SIGSTOP)
    try:
        stack.clock.set(2 * HOUR)
        until(lambda: meeting.status()["fault"] == "beat", "the desk says that beat hangs")
        until(
            lambda: not any(_is_right(meeting) for _process in range(16)),
            "the clock of every process is wrong",
        )
        assert [late.vote(), holder.vote()] == ["issuing_ended", "closed"]
        stack.clock.set(0)
        until(
            lambda: all(_is_right(meeting) for _process in range(16)), "the clock of every process is right"
        )
        assert [late.vote(), holder.vote()] == ["issuing_ended", "closed"]
    finally:
        stack.clock.set(0)
        os.kill(beat, signal.SIGCONT)
    assert (meeting.state(), in_box(meeting)) == (Round.State.CLOSED, 0)


def _is_right(meeting: FaultyMeeting) -> bool:
    return abs(meeting.clock() - time.time()) < HOUR / 2
