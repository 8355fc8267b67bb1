"""A program plays the people of a rehearsal with real cryptography, turn by turn, and all of it goes afterwards."""

import datetime
from typing import Any

import pytest
from celery import current_app
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from approvals import services as approvals
from approvals.errors import ApprovalRefused
from ballots import rows
from results.models import Document, Tally
from rounds.entries import entries_of
from rounds.errors import RoundError
from rounds.models import Round
from rounds.services import configuring, moves
from simulation.models import Rehearsal
from simulation.rehearsal import acting, voters
from simulation.services import removing, running
from tests.access.house import everything
from tests.roles import make_draft_round, make_secretary
from tests.simulation.rehearsals import begun, played, take_turn

pytestmark = pytest.mark.django_db
# What is done stands in the log for good, and the first box that is locked claims the keys of the installation.
KEPT = ("audit_", "ballots_sharedkey")


def rows_now() -> dict[str, str]:
    """Return a digest of each table but those that keep something."""
    return {name: digest for name, digest in everything().items() if not name.startswith(KEPT)}


@pytest.mark.slow
def test_a_rehearsal_is_played_to_its_documents_and_deleted_without_a_trace() -> None:
    source = make_draft_round(lines=2)
    secretary = make_secretary(source.unit)
    before = rows_now()
    rehearsal = played(begun(source, secretary))
    assert (rehearsal.state, rehearsal.cast) == (Rehearsal.State.DONE, 3)
    tally = Tally.objects.get(round=rehearsal.round)
    assert (tally.summoned, tally.present, tally.issued, tally.valid) == (3, 3, 3, 3)
    assert Document.objects.filter(round=rehearsal.round).count() == 2
    assert not Session.objects.exists()
    removing.remove(rehearsal_id=rehearsal.pk, actor=secretary)
    assert [name for name, digest in rows_now().items() if digest != before[name]] == []
    assert [entry.event for entry in entries_of(source)][-2:] == ["rehearsed", "rehearsal_deleted"]


@pytest.mark.slow
def test_a_killed_worker_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    rehearsal = begun(voters=4)

    def killed_at_the_second(*arguments: Any) -> None:
        voters.cast(*arguments)
        if rows.ballots_of(rehearsal.pk).count() == 2:
            raise SystemExit

    monkeypatch.setattr(acting, "cast", killed_at_the_second)
    with pytest.raises(SystemExit):
        take_turn(rehearsal)
    monkeypatch.undo()
    turn = Rehearsal.objects.get(pk=rehearsal.pk).turn
    running.take_turn(rehearsal_id=rehearsal.pk, turn=turn - 1)  # delivered again: the turn is gone
    assert rows.issued_of(rehearsal.pk).count() == 2
    _after_the_lease(rehearsal, monkeypatch, turn)
    take_turn(rehearsal)
    assert (rows.issued_of(rehearsal.pk).count(), rows.ballots_of(rehearsal.pk).count()) == (4, 4)


def _after_the_lease(rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch, turn: int) -> None:
    """The minute task sends the rehearsal again once no worker can be at it any more."""
    sent: list[list[object]] = []
    monkeypatch.setattr(current_app, "send_task", lambda _name, args, **_options: sent.append(args))
    monkeypatch.setattr(transaction, "on_commit", lambda send, **_options: send())
    running.resume_all()
    assert sent == []
    Rehearsal.objects.filter(pk=rehearsal.pk).update(
        held_until=timezone.now() - datetime.timedelta(seconds=1)
    )
    running.resume_all()
    assert sent == [[str(rehearsal.pk), turn]]
    monkeypatch.undo()


@pytest.mark.slow
def test_a_stopped_rehearsal_waits_and_goes_on() -> None:
    rehearsal = begun()
    actor = rehearsal.asked_by
    running.stop(rehearsal_id=rehearsal.pk, actor=actor)
    assert take_turn(rehearsal).round.box_key is None
    with pytest.raises(RoundError):
        running.stop(rehearsal_id=rehearsal.pk, actor=actor)
    running.go_on(rehearsal_id=rehearsal.pk, actor=actor)
    assert take_turn(rehearsal).round.box_key
    assert rows.ballots_of(rehearsal.pk).count() == 3


@pytest.mark.slow
def test_a_real_team_and_a_secretary_are_waited_for() -> None:
    with_team = take_turn(begun(has_real_team=True))
    assert (with_team.state, with_team.round.box_key) == ("running", None)
    conducted = take_turn(begun(is_conducted=True))
    assert conducted.round.zero_at
    assert conducted.round.is_before
    moves.record_attendance(round_id=conducted.pk, actor=conducted.asked_by, present=3)
    moves.open_round(round_id=conducted.pk, actor=conducted.asked_by)
    after = take_turn(conducted)
    assert (after.cast, after.round.is_during) == (3, True)


def test_a_refusal_ends_the_program_with_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> bool:
        raise RoundError("Không được.")

    monkeypatch.setattr(acting, "ACTS", (refuse,))
    rehearsal = take_turn(begun())
    assert (rehearsal.state, rehearsal.trouble) == (Rehearsal.State.FAILED, "Không được.")


def test_a_cancelled_copy_is_over() -> None:
    rehearsal = begun()
    moves.cancel_round(round_id=rehearsal.pk, actor=rehearsal.asked_by, reason="Thử")
    assert take_turn(rehearsal).state == Rehearsal.State.DONE


@pytest.mark.slow
def test_rehearsals_go_after_their_days_and_with_their_draft(settings: Settings) -> None:
    settings.REHEARSAL_DAYS = 7
    kept, old, of_a_draft = begun(), begun(), begun()
    moment = timezone.now() - datetime.timedelta(days=8)
    Rehearsal.objects.filter(pk=old.pk).update(asked_at=moment)
    removing.remove_old()
    assert of_a_draft.source is not None
    configuring.remove_draft(round_id=of_a_draft.source.pk)
    assert set(Rehearsal.objects.values_list("pk", flat=True)) == {kept.pk}
    assert set(Round.objects.filter(is_rehearsal=True)) == {kept.round}


def test_a_request_for_a_second_person_does_not_keep_it() -> None:
    rehearsal = begun()
    actor, second = rehearsal.asked_by, make_secretary(rehearsal.round.unit)
    values = {"reason": "Thử"}
    asked = approvals.take(
        act="round.cancel", rows=[rehearsal.round], actor=actor, values=values, reason="Thử"
    )
    removing.remove(rehearsal_id=rehearsal.pk, actor=actor)
    with pytest.raises(ApprovalRefused):
        approvals.confirm(request_id=asked.pk, actor=second)
