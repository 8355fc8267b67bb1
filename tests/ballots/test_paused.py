"""A restored round is paused until its secretary resumes it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ballots.errors import IssuingEnded, VotePaused
from ballots.models import CastBallot
from ballots.services import casting, closing
from officials.models import User
from rounds.entries import entries_of
from rounds.errors import MoveRefused
from rounds.models import Round
from rounds.services import moves
from tests.ballots.hall import VoterDevice, locked_round, open_round, voters
from tests.ballots.zero import confirm_empty

pytestmark = pytest.mark.django_db


def paused(round_: Round) -> Round:
    moves.pause_restored_rounds(made_at=timezone.now())
    return Round.objects.get(pk=round_.pk)


def test_waiting_box_takes_nothing_and_does_not_close() -> None:
    round_ = open_round(lines=1)
    first, second = (VoterDevice(round_, user) for user in voters(round_)[:2])
    frame = first.take().frame()
    paused(round_)
    with pytest.raises(VotePaused):
        casting.cast(round_id=round_.pk, frame=frame)
    with pytest.raises(VotePaused):
        second.take()
    closing.end_issuing(round_id=round_.pk, actor=None)
    with pytest.raises(MoveRefused):
        closing.close_round(round_id=round_.pk, actor=None)
    assert not CastBallot.objects.filter(round_id=round_.pk).exists()


def test_waiting_round_does_not_open_by_itself() -> None:
    round_ = locked_round(lines=1, opens_by_itself=True)
    confirm_empty(round_)
    moves.record_attendance(round_id=round_.pk, actor=None, present=round_.electors.count())
    paused(round_)
    later = timezone.now() + timedelta(minutes=2)
    assert [moves.open_due_rounds(), moves.open_due_rounds(now=later)] == [[], []]
    moves.resume_round(round_id=round_.pk, actor=None)
    assert [moves.open_due_rounds(), moves.open_due_rounds(now=later)] == [[], [round_]]


@pytest.mark.slow
def test_only_boxes_that_take_ballots_or_open_by_themselves_wait() -> None:
    open_now, frozen, by_itself = open_round(), locked_round(), locked_round(opens_by_itself=True)
    moves.pause_restored_rounds(made_at=timezone.now())
    waiting = Round.objects.filter(is_paused=True).values_list("pk", flat=True)
    assert set(waiting) == {open_now.pk, by_itself.pk}
    assert len(entries_of(frozen, "restored")) == 0


def test_grace_period_restarts_after_resume() -> None:
    round_ = open_round(lines=1)
    first, second = (VoterDevice(round_, user) for user in voters(round_)[:2])
    frame = first.take().frame()
    closing.end_issuing(round_id=round_.pk, actor=None)
    Round.objects.filter(pk=round_.pk).update(issuing_ended_at=timezone.now() - timedelta(hours=2))
    paused(round_)
    moves.resume_round(round_id=round_.pk, actor=None)
    assert casting.cast(round_id=round_.pk, frame=frame)
    with pytest.raises(IssuingEnded):
        second.take()


@pytest.mark.slow
def test_resuming_asks_the_secretary_and_is_logged(client: Client, secretary: User) -> None:
    unit = secretary.unit_roles.get().unit
    round_ = paused(open_round(unit=unit, lines=1))
    client.force_login(secretary)
    desk = f"/desk/{round_.pk}/"
    assert "Cho tiếp tục lấy phiếu" in client.get(desk).text
    assert "hòm phiếu chưa đóng" in client.get(f"{desk}confirm/resume").text.lower()
    client.post(f"{desk}move", {"action": "resume"})
    round_.refresh_from_db()
    assert not round_.is_paused
    assert {"restored", "resumed"} <= {entry.event for entry in entries_of(round_)}
