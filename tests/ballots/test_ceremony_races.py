"""Races in the ceremony over real connections: two devices of one member, simultaneous last confirmations."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from ballots.models import BoxKey, CeremonyMessage
from ballots.services import locking
from rounds.entries import entries_of
from rounds.errors import RoundError
from rounds.models import Round
from tests.ballots.team import TeamDevice, run, team
from tests.roles import make_frozen_round

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8


def at_once(calls: Sequence[Callable[[], object]]) -> list[str]:
    """Run the calls in threads that start together; return "ok" or the name of the refusal."""
    ready = threading.Barrier(len(calls))

    def call(what: Callable[[], object]) -> str:
        ready.wait()
        try:
            what()
        except RoundError as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "ok"

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(call, calls))


def posting(device: TeamDevice, step: str) -> Callable[[], object]:
    payload = device.make(step)
    return lambda: locking.post(
        user=device.user, round_id=device.round_id, attempt=1, step=step, payload=payload
    )


@pytest.mark.slow
def test_eight_devices_of_one_member_leave_one_promise() -> None:
    round_ = make_frozen_round(members=3)
    user = team(round_)[0].user
    answers = at_once([posting(TeamDevice(round_, user), "commit") for _number in range(THREADS)])
    assert sorted(answers) == ["DoneElsewhere"] * (THREADS - 1) + ["ok"]
    assert CeremonyMessage.objects.filter(round=round_).count() == 1


@pytest.mark.slow
def test_the_same_message_eight_times_is_one() -> None:
    device = team(make_frozen_round(members=3))[0]
    send = posting(device, "commit")
    assert at_once([send] * THREADS) == ["ok"] * THREADS
    assert CeremonyMessage.objects.filter(round_id=device.round_id).count() == 1


@pytest.mark.slow
@pytest.mark.parametrize("_again", range(3))
def test_the_last_confirmations_at_the_same_instant_key_the_box(_again: int) -> None:
    round_ = make_frozen_round(members=5)
    devices = team(round_)
    run(devices, until="accept")
    assert at_once([posting(device, "confirm") for device in devices]) == ["ok"] * 5
    assert Round.objects.get(pk=round_.pk).box_key
    assert len(entries_of(round_, "keyed")) == 1


@pytest.mark.slow
def test_a_restart_and_the_last_confirmation_never_both_win() -> None:
    round_ = make_frozen_round(members=3)
    devices = team(round_)
    run(devices, until="accept")
    devices[0].post("confirm")
    devices[1].post("confirm")
    again = lambda: locking.restart(  # noqa: E731
        user=devices[0].user, round_id=round_.pk, attempt=1, reason="Mất máy"
    )
    answers = at_once([posting(devices[2], "confirm"), again])
    locked = bool(Round.objects.get(pk=round_.pk).box_key)
    assert answers == (["ok", "NotRunning"] if locked else ["OldAttempt", "ok"])
    assert BoxKey.objects.get(pk=round_.pk).attempt == (1 if locked else 2)


def test_two_restarts_at_once_are_one() -> None:
    round_ = make_frozen_round(members=3)
    head = team(round_)[0].user
    locking.start(round_id=round_.pk)
    again = lambda: locking.restart(user=head, round_id=round_.pk, attempt=1, reason="Mất máy")  # noqa: E731
    assert at_once([again] * THREADS) == ["ok"] * THREADS
    assert BoxKey.objects.get(pk=round_.pk).attempt == 2
    assert len(entries_of(round_, "ceremony_restarted")) == 1


def test_eight_pages_make_one_set_of_server_keys() -> None:
    round_ = make_frozen_round(members=3)
    start = lambda: locking.start(round_id=round_.pk)  # noqa: E731
    assert at_once([start] * THREADS) == ["ok"] * THREADS
    assert BoxKey.objects.filter(pk=round_.pk).count() == 1
