"""The database lets a rehearsal be deleted whole, and nothing else."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from officials.models import UnitRole, User
from rounds.models import Round
from simulation.models import Rehearsal
from tests.roles import make_draft_round, make_frozen_round, make_unit, make_user
from tests.simulation.rehearsals import begun

pytestmark = pytest.mark.django_db
DELETES = "SELECT simulation_remove(%s)"
# Foreign keys to rounds and to what stands under them, whose rows have the column round_id or are deleted beside it.
NAMED = """
SELECT DISTINCT c.conrelid::regclass::text FROM pg_constraint c
WHERE c.contype = 'f' AND c.confrelid = 'rounds_round'::regclass AND c.conparentid = 0
"""
REFUSING = """
SELECT t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND t.tgtype & 1 = 1 AND t.tgtype & 2 = 2 AND t.tgtype & 8 = 8
AND p.proname NOT LIKE 'audit%%' AND p.proname <> 'approvals_protect' AND t.tgrelid = ANY (
  SELECT conrelid FROM pg_constraint WHERE contype = 'f' AND confrelid = 'rounds_round'::regclass
  UNION SELECT 'rounds_round'::regclass UNION SELECT 'ballots_proofcheck'::regclass
  UNION SELECT 'rounds_linepost'::regclass UNION SELECT 'officials_storedfile'::regclass)
"""
KEPT = {"rounds_batchitem", "rounds_proposal"}  # rounds made from a plan, which is never a rehearsal


def refused(statement: str, *values: Any) -> str:
    """Return the name of the constraint that refuses a statement."""
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(error.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]


@pytest.mark.parametrize("make", [make_draft_round, make_frozen_round])
def test_a_round_of_people_is_never_deleted_whole(make: type) -> None:
    round_ = make()
    assert refused(DELETES, round_.pk) == "only_a_rehearsal_is_deleted"
    assert Round.objects.filter(pk=round_.pk).exists()


def test_a_rehearsal_with_people_on_its_roll_is_kept() -> None:
    round_ = make_frozen_round(is_rehearsal=True)
    assert refused(DELETES, round_.pk) == "rehearsal_without_voters"


@pytest.mark.parametrize("is_rehearsal", [True, False])
def test_a_round_neither_becomes_a_rehearsal_nor_ceases_to_be_one(is_rehearsal: bool) -> None:
    round_ = make_draft_round(is_rehearsal=is_rehearsal)
    change = "UPDATE rounds_round SET is_rehearsal = NOT is_rehearsal WHERE id = %s"
    assert refused(change, round_.pk) == "round_rehearsal_stays"


def test_only_the_function_says_that_a_round_leaves() -> None:
    round_ = make_frozen_round()
    denied = pytest.raises(DatabaseError, match="permission denied")
    with denied, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO simulation_leaving VALUES (%s)", [round_.pk])
    assert refused("DELETE FROM rounds_elector WHERE round_id = %s", round_.pk) == "round_is_frozen"


def test_parts_of_a_rehearsal_are_kept_as_those_of_any_round() -> None:
    copy = begun().round
    assert refused("DELETE FROM rounds_elector WHERE round_id = %s", copy.pk) == "round_is_frozen"
    assert refused("DELETE FROM rounds_round WHERE id = %s", copy.pk) == "round_deleted_only_as_draft"


def test_a_rehearsal_stands_beside_a_rehearsal_only() -> None:
    round_ = make_draft_round()
    with pytest.raises(IntegrityError, match="is not a rehearsal"):
        Rehearsal.objects.create(round=round_, asked_by=make_user(), voters=5, seed=bytes(32))


def test_each_law_about_deleting_knows_of_rehearsals() -> None:
    """A migration that makes one of these triggers anew divides it as `simulation.migrations.0002_deleting` does."""
    with connection.cursor() as cursor:
        cursor.execute(REFUSING)
        found = dict(cursor.fetchall())
    assert len(found) > 20
    assert [name for name, text in found.items() if "simulation_leaves" not in text] == []


def test_each_table_that_names_a_round_is_emptied() -> None:
    with connection.cursor() as cursor:
        cursor.execute(NAMED)
        named = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'simulation_remove'")
        [(text,)] = cursor.fetchall()
    assert {name for name in named - KEPT if f"'{name}'" not in text} == set()


def test_nobody_can_log_in_with_a_simulated_account() -> None:
    [voter, *_others] = User.objects.filter(electorates__round=begun().round)
    for change in ({"password": "x"}, {"email": "a@example.vn"}, {"is_staff": True}, {"staff_code": "7"}):
        with pytest.raises(IntegrityError, match="user_simulated_cannot_log_in"), transaction.atomic():
            User.objects.filter(pk=voter.pk).update(**change)
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        User.objects.filter(pk=voter.pk).update(is_simulated=False)
    with pytest.raises(IntegrityError, match="is simulated"):
        UnitRole.objects.create(user=voter, unit=make_unit(), role="secretariat")
