"""No press ends a vote that could not be opened, and none ends it over people who have not cast."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ballots import asked
from ballots.models import HeadRequest, HeadStatement
from ballots.protocol import statements
from ballots.services import asking, closing, stating
from officials.models import User
from rounds.entries import entries_of
from rounds.errors import MoveRefused
from rounds.models import Round
from rounds.services import moves
from tests.ballots import hall
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(db: None) -> User:
    return make_user("Phạm Thư Ký")


@pytest.fixture
def round_() -> Round:
    """An open round of eight, all present; it can be opened with five ballots."""
    return hall.open_round(lines=1, voters=8, members=2)


def ask_to_end(round_: Round, secretary: User) -> Round:
    return closing.end_issuing(round_id=round_.pk, actor=secretary)


def agree(round_: Round, **other: int) -> HeadStatement:
    content = {**statements.close(**asked.numbers(round_)), **other}
    return hall.devices_of_team(round_)[0].state(content)


def test_with_too_few_ballots_nothing_ends(round_: Round, secretary: User) -> None:
    hall.vote(round_, 4)
    for end in (closing.end_issuing, closing.close_round):
        with pytest.raises(MoveRefused) as refusal:
            end(round_id=round_.pk, actor=secretary)
        (missing,) = refusal.value.missing
        assert "4" in str(missing.message)
        assert "5" in str(missing.message)
    assert not HeadRequest.objects.exists()


def test_the_database_ends_nothing_with_too_few_ballots(round_: Round, secretary: User) -> None:
    hall.vote(round_, 4)
    ended = {"issuing_ended_at": timezone.now(), "issuing_ended_by": secretary}
    with pytest.raises(IntegrityError, match="4 ballots are in the box, 5 are needed"), transaction.atomic():
        Round.objects.filter(pk=round_.pk).update(**ended)


def test_over_people_who_have_not_cast_the_head_agrees(round_: Round, secretary: User) -> None:
    hall.vote(round_, 6)
    assert ask_to_end(round_, secretary).issuing_ended_at is None
    assert HeadRequest.objects.get().content == statements.close(cast=6, issued=6, present=8)
    agree(round_)
    ended = Round.objects.get(pk=round_.pk)
    assert ended.issuing_ended_by == secretary
    assert not HeadRequest.objects.exists()
    assert closing.close_round(round_id=round_.pk, actor=secretary).fingerprint


def test_the_database_asks_for_the_head(round_: Round, secretary: User) -> None:
    hall.vote(round_, 6)
    ended = {"issuing_ended_at": timezone.now(), "issuing_ended_by": secretary}
    with pytest.raises(IntegrityError, match="the head has not agreed"), transaction.atomic():
        Round.objects.filter(pk=round_.pk).update(**ended)


def test_once_everybody_present_has_cast_nobody_is_asked(round_: Round, secretary: User) -> None:
    moves.record_attendance(round_id=round_.pk, actor=None, present=6)
    hall.vote(round_, 6)
    assert ask_to_end(round_, secretary).issuing_ended_at
    assert not HeadRequest.objects.exists()


def test_what_is_asked_can_be_withdrawn(round_: Round, secretary: User) -> None:
    hall.vote(round_, 6)
    ask_to_end(round_, secretary)
    asking.withdraw(round_id=round_.pk, actor=secretary)
    with pytest.raises(stating.Outdated):
        agree(round_)
    assert Round.objects.get(pk=round_.pk).issuing_ended_at is None
    assert [entry.event for entry in entries_of(round_)][-2:] == ["head_asked", "head_not_asked"]


def test_ballots_may_arrive_while_the_head_reads(round_: Round, secretary: User) -> None:
    hall.vote(round_, 6)
    ask_to_end(round_, secretary)
    seen = statements.close(**asked.numbers(round_))
    hall.VoterDevice(round_, hall.voters(round_)[6]).take().cast()
    assert hall.devices_of_team(round_)[0].state(seen).content == seen


@pytest.mark.parametrize("other", [{"cast": 7}, {"cast": 4}, {"present": 7}, {"issued": 5}, {"cast": True}])
def test_false_numbers_are_not_agreed_to(round_: Round, secretary: User, other: dict[str, int]) -> None:
    hall.vote(round_, 6)
    ask_to_end(round_, secretary)
    with pytest.raises(stating.Outdated):
        agree(round_, **other)


def test_without_a_request_the_head_ends_nothing(round_: Round) -> None:
    hall.vote(round_, 6)
    with pytest.raises(stating.Outdated):
        agree(round_)


def test_the_clock_asks_nobody(round_: Round, secretary: User) -> None:
    hall.vote(round_, 2)
    closing.end_issuing(round_id=round_.pk, actor=None)
    assert Round.objects.get(pk=round_.pk).issuing_ended_by is None
