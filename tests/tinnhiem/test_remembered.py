"""A copied round has every row of the built one; a second one in the same test is a round of its own."""

import datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import override_settings
from django.utils import timezone

from audit import verification
from audit.models import Entry
from ballots import envelope
from ballots.locked_box import load_box
from ballots.models import ServerSecret
from officials.models import Unit, User
from rounds.models import Round
from tests import remembered
from tests.ballots import team
from tests.ballots.hall import VoterDevice, locked_round, opened, voters
from tests.batches import small_ministry
from tests.roles import make_draft_round, make_frozen_round

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


def test_under_keys_of_its_own_a_test_builds_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = built_and_rolled_back(monkeypatch)
    with override_settings(ENVELOPE_KEY_FILE=tmp_path / "envelope_key"), transaction.atomic():
        built = locked_round()
        [own] = envelope.read(tmp_path / "envelope_key").keys
        assert (built.pk != first.pk, ServerSecret.objects.get().key_id) == (True, own)
        transaction.set_rollback(True)
    assert locked_round().pk == first.pk


def test_the_second_of_a_test_is_another_round(monkeypatch: pytest.MonkeyPatch) -> None:
    first = built_and_rolled_back(monkeypatch)
    copied, built = locked_round(), locked_round()
    assert first.pk == copied.pk != built.pk
    assert Round.objects.count() == 2


def drafted() -> UUID:
    """Return the key of a draft that is no longer in the database."""
    with transaction.atomic():
        round_ = make_draft_round(lines=1)
        transaction.set_rollback(True)
    return round_.pk


def test_under_other_settings_a_round_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_kept", {})
    first = drafted()
    with override_settings(SITE_URL="https://tinnhiem.example.vn"):
        assert first != drafted() == drafted()
    assert drafted() == first


def test_after_midnight_a_round_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_kept", {})
    first, tomorrow = drafted(), timezone.localdate() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: tomorrow)
    assert drafted() != first


def test_under_a_clock_of_its_own_a_test_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_kept", {})
    later = timezone.now() + datetime.timedelta(days=9)
    monkeypatch.setattr(timezone, "now", lambda: later)
    drafted()
    assert not remembered._kept


def test_what_holds_no_round_is_copied_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_kept", {})
    with transaction.atomic():
        first = small_ministry(parts=1)
        transaction.set_rollback(True)
    assert not Unit.objects.exists()
    copied = small_ministry(parts=1)
    assert (copied.top.pk, set(Unit.objects.filter(parent=copied.top))) == (first.top.pk, {*first.parts})


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
