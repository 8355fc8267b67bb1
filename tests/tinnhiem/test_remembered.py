"""A copied round has every row of the built one; a second one in the same test is a round of its own."""

import pytest
from django.db import connection, transaction

from audit import verification
from audit.models import Entry
from ballots.locked_box import load_box
from officials.models import User
from rounds.models import Round
from tests import remembered
from tests.ballots import team
from tests.ballots.hall import VoterDevice, locked_round, opened, voters
from tests.roles import make_frozen_round

pytestmark = pytest.mark.django_db


def built_and_rolled_back(monkeypatch: pytest.MonkeyPatch) -> Round:
    """Return a round that is remembered and no longer in the database."""
    monkeypatch.setattr(remembered, "_kept", {})
    with transaction.atomic():
        round_ = locked_round()
        transaction.set_rollback(True)
    assert not Round.objects.exists()
    return round_


def test_a_copy_is_the_round_that_was_built(monkeypatch: pytest.MonkeyPatch) -> None:
    first, copied = built_and_rolled_back(monkeypatch), locked_round()
    assert (copied.pk, copied.election_id) == (first.pk, first.election_id)
    assert VoterDevice(opened(copied), voters(copied)[0]).take().cast()


def test_the_second_of_a_test_is_another_round(monkeypatch: pytest.MonkeyPatch) -> None:
    first = built_and_rolled_back(monkeypatch)
    copied, built = locked_round(), locked_round()
    assert first.pk == copied.pk != built.pk
    assert Round.objects.count() == 2


def test_beside_the_people_of_a_test_nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_kept", {})
    locked_round()
    remembered._kept.clear()
    locked_round()
    assert not remembered._kept


def test_two_remembered_rounds_stand_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_kept", {})
    for lines in (1, 2):
        with transaction.atomic():
            locked_round(lines=lines)
            transaction.set_rollback(True)
    assert [opened(locked_round(lines=lines)).lines.count() for lines in (1, 2)] == [1, 2]


def test_each_test_locks_a_frozen_round_with_other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first is built and the others are copies; what a process keeps of keys is forgotten between them."""
    monkeypatch.setattr(remembered, "_kept", {})
    found = set()
    for _number in range(3):
        with transaction.atomic():
            round_ = make_frozen_round(members=1)
            team.locked(round_)
            found.add((round_.pk, load_box(round_.pk).election.election_id, round_.election_id))
            transaction.set_rollback(True)
        remembered.forget_keys()
    assert len({pk for pk, _known, _recorded in found}) == 1
    assert len({known for _pk, known, _recorded in found}) == 3
    assert all(known.hex() == recorded for _pk, known, recorded in found)


@pytest.mark.parametrize("turn", ["built", "copied"])
def test_usual_people_belong_to_their_round(
    frozen_round: Round, head: User, voter: User, secretary: User, turn: str
) -> None:
    assert frozen_round.committee.order_by("index")[0].user == head
    assert frozen_round.electors.filter(user=voter).exists()
    assert secretary.unit_roles.get().unit == frozen_round.unit == secretary.unit


def test_the_log_holds_the_entries_of_a_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    built_and_rolled_back(monkeypatch)
    locked_round()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Entry.objects.exists()
    assert list(verification.faults()) == []
