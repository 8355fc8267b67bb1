"""Only the moves of the table of steps, in the service and in the database."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from audit.models import Entry
from officials.models import User
from rounds import lifecycle, steps
from rounds.entries import entries_of
from rounds.errors import MoveRefused
from rounds.models import Round
from rounds.services import moves
from tests.entries import the_entry
from tests.owner import as_owner
from tests.roles import make_draft_round

pytestmark = pytest.mark.django_db
State = Round.State
ALL = [(old, new) for old in State.values for new in State.values if old != new]
ILLEGAL = [move for move in ALL if move not in steps.moves()]


@pytest.mark.parametrize("step", [step.name for step in steps.STEPS if step.to])
def test_service_refuses_a_step_from_every_other_state(step: str) -> None:
    for state in set(State.values) - set(steps.BY_NAME[step].takes_place_in):
        with pytest.raises(MoveRefused):
            lifecycle.require_step(Round(state=state), step)


def force(round_: Round, state: str) -> None:
    """Put a round into a state with its trigger disabled."""
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE rounds_round DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE rounds_round SET state=%s, config='x', rule_set_copy='{}', manifest='x',"
            " election_id='e', box_key='k', fingerprint='f', cancel_reason='r', announced_at=now() WHERE id=%s",
            [state, round_.pk],
        )
        cursor.execute("ALTER TABLE rounds_round ENABLE TRIGGER USER")


@pytest.mark.parametrize("old", State.values)
def test_the_database_refuses_every_other_move(old: str) -> None:
    round_ = make_draft_round(lines=0, voters=0, members=0)
    force(round_, old)
    for new in [new for was, new in ILLEGAL if was == old]:
        with pytest.raises(IntegrityError, match="cannot become"), transaction.atomic():
            Round.objects.filter(pk=round_.pk).update(state=new)


@pytest.mark.parametrize("state", [state for state in State.values if state != State.DRAFT])
def test_round_begins_as_a_draft(state: str) -> None:
    round_ = make_draft_round(lines=0, voters=0, members=0)
    sealed = Round(unit=round_.unit, campaign=round_.campaign, rule_set=round_.rule_set, state=state)
    with pytest.raises(IntegrityError, match="begins as a draft"), transaction.atomic():
        sealed.save(force_insert=True)


def test_repeating_a_step_does_nothing(frozen_round: Round, secretary: User) -> None:
    again = moves.freeze_round(round_id=frozen_round.pk, actor=secretary, reason="Họp đột xuất")
    assert again.state == State.FROZEN
    assert len(entries_of(again, State.FROZEN)) == 1


def test_log_names_the_actor(frozen_round: Round, secretary: User) -> None:
    assert the_entry(frozen_round, State.FROZEN).actor == secretary


def test_log_cannot_be_changed(frozen_round: Round) -> None:
    entries = Entry.objects.filter(round_id=frozen_round.pk)
    assert entries

    def remove() -> None:
        connection.cursor().execute("DELETE FROM audit_entry")

    for change in (lambda: entries.update(act="other"), remove):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()
