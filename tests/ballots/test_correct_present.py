"""After closing, the number of people present changes with a reason and the head's agreement only."""

import pytest
from django.db import IntegrityError, transaction

from ballots.models import HeadRequest
from ballots.protocol import statements
from ballots.services import asking, closing
from officials.models import User
from rounds.errors import RoundError
from rounds.models import Attendance, Round
from rounds.services import moves
from tests.ballots import hall
from tests.remembered import recalled_in_tests
from tests.roles import make_user

pytestmark = pytest.mark.django_db
REASON = "Đếm sót một người"


@pytest.fixture
def secretary(db: None) -> User:
    return make_user("Phạm Thư Ký")


@pytest.fixture
def round_(db: None) -> Round:
    """A closed round of eight, six of whom were counted as present and cast."""
    return recalled_in_tests("closed round of eight", _closed, lambda made: made)


def _closed() -> Round:
    round_ = hall.open_round(lines=1, voters=8, members=2)
    moves.record_attendance(round_id=round_.pk, actor=None, present=6)
    hall.vote(round_, 6)
    closing.end_issuing(round_id=round_.pk, actor=None)
    return closing.close_round(round_id=round_.pk, actor=None)


def ask(round_: Round, secretary: User, present: int = 7, reason: str = REASON) -> None:
    asking.ask_to_correct(round_id=round_.pk, actor=secretary, present=present, reason=reason)


def present(round_: Round) -> int:
    return Attendance.objects.get(pk=round_.pk).present


def test_it_is_corrected_once_the_head_agrees(round_: Round, secretary: User) -> None:
    ask(round_, secretary)
    assert present(round_) == 6
    hall.devices_of_team(round_)[0].state(statements.present(6, 7, REASON))
    assert present(round_) == 7
    assert not HeadRequest.objects.exists()


def test_each_correction_has_a_reason_of_its_own(round_: Round, secretary: User) -> None:
    head = hall.devices_of_team(round_)[0]
    for before, after in ((6, 7), (7, 6)):
        ask(round_, secretary, after)
        head.state(statements.present(before, after, REASON))
    with pytest.raises(RoundError):
        ask(round_, secretary, 7)
    assert not HeadRequest.objects.exists()
    ask(round_, secretary, 7, "Đếm lại lần hai")
    head.state(statements.present(6, 7, "Đếm lại lần hai"))
    assert present(round_) == 7


def test_nothing_else_changes_it(round_: Round) -> None:
    with pytest.raises(RoundError):
        moves.record_attendance(round_id=round_.pk, actor=None, present=7)
    for change in ({"present": 7}, {"present": 5}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Attendance.objects.filter(pk=round_.pk).update(**change)


@pytest.mark.parametrize("asked", [{"present": 9}, {"present": -1}, {"present": 6}, {"reason": "  "}])
def test_impossible_corrections_are_refused(round_: Round, secretary: User, asked: dict[str, int]) -> None:
    with pytest.raises(RoundError):
        ask(round_, secretary, **asked)  # type: ignore[arg-type]
    assert not HeadRequest.objects.exists()


def test_before_closing_the_number_is_simply_recorded_again(secretary: User) -> None:
    round_ = hall.open_round(lines=1)
    with pytest.raises(RoundError):
        ask(round_, secretary, present=5)
    moves.record_attendance(round_id=round_.pk, actor=None, present=5)
    assert present(round_) == 5
