"""Every message that does not fit is refused, and nothing changes."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.utils.translation import override

from ballots.protocol.ceremony import make_reveal
from ballots.services import locking
from ballots.services.locking import BadMessage, DoneElsewhere, NotRunning, OldAttempt
from officials.models import User
from rounds.models import Round
from rounds.services.moves import cancel_round
from tests.ballots.team import STEPS, TeamDevice, counts, run, signed, team
from tests.roles import make_frozen_round, make_user

pytestmark = pytest.mark.django_db
Message = dict[str, Any]


@pytest.fixture
def devices() -> list[TeamDevice]:
    return team(make_frozen_round(members=3))


def refused(device: TeamDevice, error: type[Exception], step: str, payload: Message, attempt: int = 1) -> str:
    round_ = Round.objects.get(pk=device.round_id)
    before = counts(round_)
    with override("en"), pytest.raises(error) as refusal:
        device.post(step, payload, attempt)
    assert counts(round_) == before
    assert Round.objects.get(pk=round_.pk).box_key == round_.box_key
    with override("en"):
        return str(refusal.value)


BODIES: dict[str, Message] = {
    "reveal": {"encryption": "", "coefficients": [], "proof": ""},
    "shares": {"boxes": {}},
    "accept": {"lot": "", "transcript": ""},
    "complaint": {"against": 2, "shared": "", "proof": ""},
    "confirm": {"election": "", "transcript": ""},
}
BEFORE = {
    "reveal": "commit",
    "shares": "reveal",
    "accept": "shares",
    "complaint": "shares",
    "confirm": "accept",
}


@pytest.mark.parametrize("step", BODIES)
def test_a_step_before_all_did_the_one_before(devices: list[TeamDevice], step: str) -> None:
    for device, until in zip(devices, (BEFORE[step], BEFORE[step], ""), strict=True):
        run_one_behind(device, devices, until)
    early = signed(devices[0], step, BODIES[step])
    assert "not finished the step before" in refused(devices[0], BadMessage, step, early)


def run_one_behind(device: TeamDevice, devices: list[TeamDevice], until: str) -> None:
    """Run all steps before `until` on all devices, and `until` on `device` only."""
    for step in STEPS[: STEPS.index(until)] if until else ():
        for each in devices:
            each.post(step)
    if until:
        device.post(until)


@pytest.mark.parametrize("step", STEPS)
def test_the_same_message_again_is_the_same_answer(devices: list[TeamDevice], step: str) -> None:
    if step != "commit":
        run(devices, until=STEPS[STEPS.index(step) - 1])
    payload = devices[0].make(step)
    first = devices[0].post(step, payload)
    before = counts(Round.objects.get(pk=devices[0].round_id))
    assert devices[0].post(step, payload).pk == first.pk
    assert counts(Round.objects.get(pk=devices[0].round_id)) == before


@pytest.mark.parametrize("step", STEPS)
def test_another_device_of_the_member_comes_too_late(devices: list[TeamDevice], step: str) -> None:
    run(devices, until=step)
    round_ = Round.objects.get(pk=devices[0].round_id)
    other = TeamDevice(round_, devices[0].user)
    refused(other, DoneElsewhere, step, other.make("commit"))


CHANGES: dict[str, Callable[[Message], Message]] = {
    "member": lambda m: {**m, "member": 2},
    "attempt": lambda m: {**m, "attempt": 2},
    "config": lambda m: {**m, "config": "00" * 32},
    "body": lambda m: {**m, "body": {**m["body"], "hash": "11" * 32}},
    "server": lambda m: {**m, "body": {**m["body"], "server": "22" * 32}},
    "signature": lambda m: {**m, "sig": m["sig"][:-2] + ("00" if m["sig"][-2:] != "00" else "01")},
    "key": lambda m: {**m, "key": "33" * 32},
    "extra field": lambda m: {**m, "note": "x"},
    "missing field": lambda m: {k: v for k, v in m.items() if k != "sig"},
    "no body": lambda m: {**m, "body": None},
    "body of lists": lambda m: {**m, "body": {"hash": [], "server": {}}},
    "huge member": lambda m: {**m, "member": 10**30},
    "true as member": lambda m: {**m, "member": True},
    "zero byte": lambda m: {**m, "key": "\x00"},
    "lone surrogate": lambda m: {**m, "key": "\ud800"},
    "nothing": lambda _m: {},
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_commit(devices: list[TeamDevice], change: str) -> None:
    refused(devices[0], BadMessage, "commit", CHANGES[change](devices[0].make("commit")))


def test_a_message_signed_for_another_member(devices: list[TeamDevice]) -> None:
    refused(devices[1], BadMessage, "commit", devices[0].make("commit"))


def test_a_message_under_another_step(devices: list[TeamDevice]) -> None:
    refused(devices[0], BadMessage, "reveal", devices[0].make("commit"))


def test_reveal_without_matching_commit(devices: list[TeamDevice]) -> None:
    run(devices, until="commit")
    state = devices[0].ceremony()
    own, other = devices[0].keys(state), TeamDevice(state.round, devices[0].user).keys(state)
    mixed = replace(other, signing_secret=own.signing_secret, signing_public=own.signing_public)
    refused(devices[0], BadMessage, "reveal", make_reveal(mixed, state.context))


def test_without_permission_nothing_is_revealed(devices: list[TeamDevice]) -> None:
    payload = devices[0].make("commit")
    stranger = make_user()
    round_ = Round.objects.get(pk=devices[0].round_id)
    before = counts(round_)
    for call in (
        lambda: locking.post(user=stranger, round_id=round_.pk, attempt=1, step="commit", payload=payload),
        lambda: locking.restart(user=stranger, round_id=round_.pk, attempt=1, reason="x"),
    ):
        with pytest.raises(Round.DoesNotExist):
            call()
    assert counts(round_) == before


def test_an_old_attempt(devices: list[TeamDevice]) -> None:
    payload = devices[1].make("commit")
    _restart(devices[0].user, devices[0])
    refused(devices[1], OldAttempt, "commit", payload)


@pytest.mark.slow
def test_after_box_is_locked(devices: list[TeamDevice]) -> None:
    run(devices)
    other = TeamDevice(Round.objects.get(pk=devices[0].round_id), devices[0].user)
    refused(other, NotRunning, "complaint", other.make("commit"))


def test_in_a_cancelled_round(devices: list[TeamDevice], secretary: User) -> None:
    payload = devices[0].make("commit")
    cancel_round(round_id=devices[0].round_id, actor=secretary, reason="Hoãn hội nghị")
    refused(devices[0], NotRunning, "commit", payload)


def _restart(user: User, device: TeamDevice) -> None:
    locking.restart(user=user, round_id=device.round_id, attempt=1, reason="Mất máy")
