"""Opening: the box is locked, people are counted, two thirds of those summoned are there."""

import datetime

import pytest
from django.utils import timezone

from rounds import preflight
from rounds.entries import entries_of
from rounds.errors import MoveRefused, RoundError
from rounds.models import Attendance, Round
from rounds.services import moves, rules
from tests.ballots.zero import confirm_empty
from tests.roles import make_frozen_round

pytestmark = pytest.mark.django_db


def locked(**options: object) -> Round:
    round_ = make_frozen_round(lines=1, **options)  # type: ignore[arg-type]
    moves.record_box(round_=round_, manifest=b"m", election_id=str(round_.pk), box_key="k", code="c")
    confirm_empty(round_)
    return Round.objects.get(pk=round_.pk)


@pytest.mark.parametrize(
    ("summoned", "needed"), [(5, 4), (6, 4), (7, 5), (20, 14), (30, 20), (31, 21), (47, 32)]
)
def test_quorum_in_integers(summoned: int, needed: int) -> None:
    round_ = locked(voters=summoned, min_ballots=1)
    moves.record_attendance(round_id=round_.pk, actor=None, present=needed - 1)
    with pytest.raises(MoveRefused):
        moves.open_round(round_id=round_.pk, actor=None)
    moves.record_attendance(round_id=round_.pk, actor=None, present=needed)
    assert moves.open_round(round_id=round_.pk, actor=None).state == Round.State.OPEN


def test_opening_lists_all_that_is_missing(frozen_round: Round) -> None:
    with pytest.raises(MoveRefused) as refusal:
        moves.open_round(round_id=frozen_round.pk, actor=None)
    assert len(refusal.value.missing) == 2
    assert all(missing.where and missing.remedy for missing in refusal.value.missing)


def test_quorum_is_that_of_the_frozen_rule_set() -> None:
    round_ = locked(voters=30)
    round_.rule_set.quorum_numerator = 0
    rules.save_rules(row=round_.rule_set)
    moves.record_attendance(round_id=round_.pk, actor=None, present=19)
    assert preflight.before_opening(round_)


def test_fewer_people_than_ballots_needed_open_nothing() -> None:
    round_ = locked(voters=6, min_ballots=5)
    moves.record_attendance(round_id=round_.pk, actor=None, present=4)
    [missing] = preflight.before_opening(Round.objects.get(pk=round_.pk))
    assert "5" in str(missing.message)
    with pytest.raises(MoveRefused):
        moves.open_round(round_id=round_.pk, actor=None)
    moves.record_attendance(round_id=round_.pk, actor=None, present=5)
    assert moves.open_round(round_id=round_.pk, actor=None).state == Round.State.OPEN


def due_round(**options: object) -> Round:
    round_ = locked(opens_by_itself=True, **options)
    moves.record_attendance(round_id=round_.pk, actor=None, present=6)
    return round_


@pytest.mark.slow
def test_due_rounds_open_after_a_countdown_and_others_wait() -> None:
    due, by_hand = due_round(), locked()
    moves.record_attendance(round_id=by_hand.pk, actor=None, present=6)
    later = due_round(opens_at=timezone.now() + datetime.timedelta(hours=1))
    without_people, now = locked(opens_by_itself=True), timezone.now()
    for seconds, opened in ((0, []), (0, []), (59, []), (61, [due.pk]), (61, [])):
        at = now + datetime.timedelta(seconds=seconds)
        assert [round_.pk for round_ in moves.open_due_rounds(now=at)] == opened
    waiting = [Round.objects.get(pk=round_.pk) for round_ in (later, without_people, by_hand)]
    assert [(round_.state, round_.opening_at) for round_ in waiting] == [("sealed", None)] * 3
    assert len(entries_of(due, "countdown")) == 1


def test_a_stopped_countdown_opens_nothing() -> None:
    round_, now = due_round(), timezone.now()
    moves.open_due_rounds(now=now)
    moves.stop_countdown(round_id=round_.pk, actor=None)
    assert moves.open_due_rounds(now=now + datetime.timedelta(minutes=5)) == []
    assert moves.open_round(round_id=round_.pk, actor=None).state == Round.State.OPEN


def test_what_is_missing_again_ends_the_countdown() -> None:
    round_, now = due_round(), timezone.now()
    moves.open_due_rounds(now=now)
    moves.record_attendance(round_id=round_.pk, actor=None, present=1)
    assert moves.open_due_rounds(now=now + datetime.timedelta(minutes=5)) == []
    assert Round.objects.get(pk=round_.pk).opening_at is None


@pytest.mark.parametrize(
    "numbers",
    [
        {"present": 7},
        {"present": -1},
        {"present": 3, "exchanged": -1},
        {"present": 3, "withdrawn": -1},
        {"present": 3, "withdrawn": 7},
    ],
)
def test_impossible_attendance_is_refused(frozen_round: Round, numbers: dict[str, int]) -> None:
    with pytest.raises(RoundError):
        moves.record_attendance(round_id=frozen_round.pk, actor=None, **numbers)  # type: ignore[arg-type]
    assert not Attendance.objects.exists()


def test_attendance_can_be_corrected(frozen_round: Round) -> None:
    moves.record_attendance(round_id=frozen_round.pk, actor=None, present=5)
    moves.record_attendance(round_id=frozen_round.pk, actor=None, present=6)
    assert Attendance.objects.get(round=frozen_round).present == 6


def test_attendance_of_a_cancelled_round_is_refused(frozen_round: Round) -> None:
    moves.cancel_round(round_id=frozen_round.pk, actor=None, reason="Hoãn")
    with pytest.raises(RoundError):
        moves.record_attendance(round_id=frozen_round.pk, actor=None, present=5)


def test_cancelling_needs_a_reason(frozen_round: Round) -> None:
    with pytest.raises(RoundError):
        moves.cancel_round(round_id=frozen_round.pk, actor=None, reason="  ")
    frozen_round.refresh_from_db()
    assert frozen_round.state == Round.State.FROZEN
