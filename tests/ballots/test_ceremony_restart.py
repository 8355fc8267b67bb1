"""Restart of the ceremony: by head or secretary with a reason, or by a complaint."""

import pytest

from ballots.models import BoxKey, CeremonyMessage
from ballots.protocol.ceremony import make_complaint
from ballots.services import locking
from ballots.services.locking import CeremonyRefused, NotRunning
from officials.models import User
from rounds.entries import entries_of
from rounds.models import Round
from tests.ballots.team import TeamDevice, counts, run, signed, team
from tests.entries import the_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def devices(frozen_round: Round) -> list[TeamDevice]:
    return team(frozen_round)


def complaint(accuser: TeamDevice, against: int) -> dict[str, object]:
    state = accuser.ceremony()
    return make_complaint(accuser.keys(state), state.context, state.messages["reveal"], against)


@pytest.mark.slow
def test_head_restarts_ceremony_after_lost_device(
    frozen_round: Round, devices: list[TeamDevice], head: User
) -> None:
    run(devices, until="shares")
    locking.restart(user=head, round_id=frozen_round.pk, attempt=1, reason=" Mất máy ")
    fresh = [*devices[:2], TeamDevice(frozen_round, devices[2].user)]
    run(fresh)
    assert Round.objects.get(pk=frozen_round.pk).box_key
    assert CeremonyMessage.objects.filter(round=frozen_round, attempt=1).count() == 9
    event = the_entry(frozen_round, "ceremony_restarted")
    assert (event.actor, event.detail) == (head, "Mất máy")


def test_the_secretary_may_too(frozen_round: Round, devices: list[TeamDevice], secretary: User) -> None:
    devices[0].post("commit")
    keys = locking.restart(user=secretary, round_id=frozen_round.pk, attempt=1, reason="Mất máy")
    assert keys.attempt == 2


def test_ordinary_member_and_other_secretary_cannot_restart(
    frozen_round: Round, devices: list[TeamDevice], members: list[User], other_secretary: User
) -> None:
    devices[0].post("commit")
    before = counts(frozen_round)
    for user in (*members, other_secretary):
        with pytest.raises(Round.DoesNotExist):
            locking.restart(user=user, round_id=frozen_round.pk, attempt=1, reason="Mất máy")
    assert counts(frozen_round) == before


@pytest.mark.parametrize("reason", ["", "   "])
def test_not_without_a_reason(
    frozen_round: Round, devices: list[TeamDevice], head: User, reason: str
) -> None:
    devices[0].post("commit")
    before = counts(frozen_round)
    with pytest.raises(CeremonyRefused):
        locking.restart(user=head, round_id=frozen_round.pk, attempt=1, reason=reason)
    assert counts(frozen_round) == before


@pytest.mark.slow
def test_no_restart_once_box_is_locked(frozen_round: Round, devices: list[TeamDevice], head: User) -> None:
    run(devices)
    before = counts(frozen_round)
    with pytest.raises(NotRunning):
        locking.restart(user=head, round_id=frozen_round.pk, attempt=1, reason="Mất máy")
    assert counts(frozen_round) == before


def test_a_double_click_ends_one_attempt_only(
    frozen_round: Round, devices: list[TeamDevice], head: User
) -> None:
    devices[0].post("commit")
    for _click in range(2):
        locking.restart(user=head, round_id=frozen_round.pk, attempt=1, reason="Mất máy")
    assert BoxKey.objects.get(pk=frozen_round.pk).attempt == 2
    assert len(entries_of(frozen_round, "ceremony_restarted")) == 1


def test_true_complaint_names_the_sender_and_restarts(frozen_round: Round, devices: list[TeamDevice]) -> None:
    run(devices, until="reveal")
    broken = devices[1].make("shares")
    wrong = dict(broken["body"]["boxes"])
    wrong["1"] = wrong["3"]
    devices[1].post("shares", signed(devices[1], "shares", {"boxes": wrong}))
    devices[0].post("shares")
    devices[2].post("shares")
    devices[0].post("complaint", complaint(devices[0], against=2))
    event = the_entry(frozen_round, "ceremony_complaint")
    assert event.actor == devices[0].user
    assert event.detail.count(str(devices[1].user)) == 2
    assert BoxKey.objects.get(pk=frozen_round.pk).attempt == 2


@pytest.mark.slow
def test_a_false_complaint_names_the_accuser(frozen_round: Round, devices: list[TeamDevice]) -> None:
    run(devices, until="shares")
    devices[0].post("complaint", complaint(devices[0], against=2))
    event = the_entry(frozen_round, "ceremony_complaint")
    assert event.detail.count(str(devices[0].user)) == 2
    run(devices)
    assert Round.objects.get(pk=frozen_round.pk).box_key


def test_the_same_complaint_twice_ends_one_attempt_only(
    frozen_round: Round, devices: list[TeamDevice]
) -> None:
    run(devices, until="shares")
    payload = complaint(devices[0], against=2)
    for _click in range(2):
        devices[0].post("complaint", payload, attempt=1)
    assert BoxKey.objects.get(pk=frozen_round.pk).attempt == 2
