"""Nothing opens before the head has confirmed, on the own device, that the locked box is empty."""

import functools
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from ballots.models import HeadStatement
from ballots.protocol import statements
from ballots.services import stating as service
from rounds.entries import entries_of
from rounds.errors import MoveRefused
from rounds.models import Round
from rounds.services import moves
from tests.ballots import hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    """A round with a locked box and everybody present; only the confirmation is missing."""
    round_ = hall.locked_round(lines=1, members=3)
    moves.record_attendance(round_id=round_.pk, actor=None, present=round_.electors.count())
    return round_


def test_the_vote_does_not_open_without_it(round_: Round) -> None:
    with pytest.raises(MoveRefused) as refusal:
        moves.open_round(round_id=round_.pk, actor=None)
    (missing,) = refusal.value.missing
    assert str(missing.message) == "Đang chờ trưởng ban xác nhận hòm phiếu không có phiếu."
    assert moves.open_due_rounds() == []


def test_the_database_does_not_open_without_it(round_: Round) -> None:
    for change in ({"state": "open"}, {"state": "open", "zero_at": timezone.now()}):
        with pytest.raises(IntegrityError, match="the box is empty"), transaction.atomic():
            Round.objects.filter(pk=round_.pk).update(**change)


def test_the_head_confirms_and_the_vote_opens(round_: Round) -> None:
    head = hall.devices_of_team(round_)[0]
    made = head.state(statements.zero())
    assert head.state(statements.zero()) == made
    opened = moves.open_round(round_id=round_.pk, actor=None)
    assert opened.zero_at == made.at
    assert [event.actor for event in entries_of(opened, "zero")] == [head.user]


def test_only_the_head_confirms(round_: Round) -> None:
    for device in hall.devices_of_team(round_)[1:]:
        with pytest.raises(service.OnlyTheHead):
            device.state(statements.zero())
    assert not HeadStatement.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "zero", "ballots": 1},
        {"kind": "zero"},
        {"kind": "none"},
        {"kind": []},
        {},
        {"kind": "zero", "ballots": False},
    ],
)
def test_any_other_content_is_refused(round_: Round, content: dict[str, Any]) -> None:
    with pytest.raises(service.Outdated):
        hall.devices_of_team(round_)[0].state(content)


def test_a_signature_by_another_key_is_refused(round_: Round) -> None:
    head, other, *_rest = hall.devices_of_team(round_)
    wrong = [other.signed_statement(statements.zero()), "", "zz", "00" * 64]
    wrong.append(head.signed_statement(statements.zero()).upper())
    for signature in wrong:
        with pytest.raises(service.NotSigned):
            service.state(user=head.user, round_id=round_.pk, content=statements.zero(), signature=signature)


@pytest.mark.parametrize("kind", ["zero", "present"])
def test_the_database_refuses_a_statement_at_another_time(kind: str) -> None:
    round_ = hall.open_round(lines=1)
    with pytest.raises(IntegrityError, match="not stated now"), transaction.atomic():
        HeadStatement.objects.create(round=round_, kind=kind, content={}, signature="0")


def test_a_statement_is_only_written(round_: Round) -> None:
    hall.devices_of_team(round_)[0].state(statements.zero())
    rows = HeadStatement.objects.filter(round=round_)
    for change in (rows.delete, functools.partial(rows.update, signature="")):
        with pytest.raises(IntegrityError, match="ballots_headstatement"), transaction.atomic():
            change()
