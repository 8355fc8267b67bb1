"""The table of states, and the SQL function that is generated from it."""

import dataclasses

import pytest
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.utils import translation

from rounds import state_functions, states
from rounds.models import Elector, Round
from rounds.states import Actor, Change, Held, Part, State, Voting
from tests.owner import as_owner
from tests.roles import make_user

pytestmark = pytest.mark.django_db


def test_database_agrees_with_both_tables() -> None:
    assert state_functions.disagreements() == []


def test_every_state_has_one_row() -> None:
    assert [row.state for row in states.STATES] == list(State)


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (states.changing(Part.CONFIGURATION), ["draft", "announced"]),
        (states.changing(Part.ROLL), ["draft", "announced"]),
        (states.changing(Part.ATTENDANCE), ["draft", "announced", "sealed", "open", "closed"]),
        (states.at(Voting.BEFORE), ["draft", "announced", "sealed"]),
        (states.at(Voting.DURING), ["open"]),
        (states.live(), ["sealed", "open", "closed"]),
        (states.seen_by(Actor.READER), ["certified", "published", "archived"]),
        (states.without(Held.CONFIGURATION), ["draft", "announced", "cancelled"]),
        (states.without(Held.FINGERPRINT), ["draft", "announced", "sealed", "open", "cancelled"]),
        (states.holding(Held.CANCEL_REASON), ["cancelled"]),
        (states.void(), ["cancelled"]),
        (states.announced(), ["announced"]),
        # The triggers of the box spell the next two lists (docs/decisions/08-one-table-of-steps.md).
        ([row.state for row in states.STATES if row.voting == Voting.DURING], ["open"]),
        ([row.state for row in states.STATES if row.box_is_rewritten], ["closed", "cancelled"]),
        (states.hiding_dossiers(), ["archived", "cancelled"]),
    ],
)
def test_lists_derived_from_the_table(found: list[str], wanted: list[str]) -> None:
    assert found == wanted


def test_only_the_secretariat_sees_a_draft() -> None:
    assert [actor for actor in Actor if "draft" in states.seen_by(actor)] == [Actor.SECRETARY]


def test_only_a_draft_may_be_deleted_and_is_the_beginning() -> None:
    assert [row.state for row in states.STATES if row.may_be_deleted] == ["draft"]
    assert [row.state for row in states.STATES if row.is_first] == ["draft"]


@pytest.mark.parametrize("state", [State.COUNTED, State.CERTIFIED, State.CANCELLED])
def test_attendance_is_fixed_once_counted(state: State) -> None:
    assert not states.may_change(state, Part.ATTENDANCE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT rounds_change_allowed(%s, 'attendance')", [state])
        assert cursor.fetchone() == (False,)


@pytest.fixture
def roll_with_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the roll of a frozen round change with a reason, in Python and in this transaction's database."""
    frozen = dataclasses.replace(
        states.BY_STATE[State.FROZEN],
        changes={Part.ROLL: Change.WITH_REASON, Part.ATTENDANCE: Change.FREELY},
    )
    rows = tuple(frozen if row.state == State.FROZEN else row for row in states.STATES)
    monkeypatch.setattr(state_functions, "STATES", rows)
    monkeypatch.setattr(states, "STATES", rows)
    monkeypatch.setattr(states, "BY_STATE", {row.state: row for row in rows})
    with as_owner() as cursor:
        cursor.execute(state_functions.functions())


@pytest.mark.usefixtures("roll_with_reason")
def test_new_row_of_the_table_changes_the_sql_function(frozen_round: Round) -> None:
    assert state_functions.disagreements() == []
    with pytest.raises(IntegrityError, match="needs a reason"), transaction.atomic():
        Elector.objects.create(round=frozen_round, user=make_user())
    before = frozen_round.electors.count()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tinnhiem.reason', 'taken ill', true)")
        Elector.objects.create(round=frozen_round, user=make_user())
    assert frozen_round.electors.count() == before + 1


@pytest.mark.parametrize(
    ("fact", "wanted"),
    [
        ("is_before", ["draft", "announced", "sealed"]),
        ("is_draft", ["draft"]),
        ("is_announced", ["announced"]),
        ("is_editable", ["draft", "announced"]),
        ("is_during", ["open"]),
        ("is_after", ["closed", "counted", "certified", "published", "archived", "cancelled"]),
        ("is_void", ["cancelled"]),
        ("has_documents", ["certified", "published", "archived"]),
    ],
)
def test_templates_ask_the_round(fact: str, wanted: list[str]) -> None:
    assert [state for state in State if getattr(Round(state=state), fact)] == wanted


def test_state_before_voting_is_never_told_as_over() -> None:
    with translation.override("en"):
        told = render_to_string("ballots/vote_situation.html", {"round": Round(state=State.ANNOUNCED)})
    assert "The vote is not open yet" in told
    assert "The vote is over" not in told


def test_what_people_were_told_changes_with_a_reason() -> None:
    changes = states.BY_STATE[State.ANNOUNCED].changes
    asked = {part for part, how in changes.items() if how == Change.WITH_REASON}
    assert asked == {Part.MEETING, Part.LINES, Part.ROLL}
