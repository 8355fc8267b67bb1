"""The database refuses changes to a frozen round."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from rounds.models import (
    Campaign,
    CommitteeMember,
    Elector,
    Exemption,
    Line,
    LinePost,
    Round,
    RuleSet,
)
from tests.roles import make_campaign, make_official, make_unit, make_user, rule_set

pytestmark = pytest.mark.django_db
FREE = {
    "id": "the key",
    "state": "the life cycle",
    "is_rehearsal": "never changes, also not in a draft (tests/simulation/test_rehearsal_laws.py)",
    "cancel_reason": "written when cancelling",
    "manifest": "written once by the ceremony",
    "election_id": "written once by the ceremony",
    "box_key": "written once by the ceremony",
    "ceremony_code": "written once by the ceremony",
    "search_key": "computed by the database",
    "fingerprint": "written once at closing",
    "issuing_ended_at": "written by the desk",
    "issuing_ended_by_id": "written by the desk",
    "opens_by_itself": "the desk can stop it; who opens is not part of what is voted on",
    "opening_at": "written by the clock",
    "zero_at": "written when the head has found the locked box empty",
    "is_paused": "written by a restore",
    "resumed_at": "written by the desk after a restore",
}
FROZEN = [f.attname for f in Round._meta.concrete_fields if f.attname not in FREE]


def another_value(round_: Round, column: str) -> Any:
    unit = make_unit()
    special: dict[str, Any] = {
        "campaign_id": lambda: make_campaign(unit).pk,
        "unit_id": lambda: unit.pk,
        "rule_set_id": lambda: rule_set("115-2020").pk,
        "config": lambda: b"other",
        "roll_salt": lambda: b"other",
        "authority_id": lambda: make_unit().pk,
        "rule_set_copy": lambda: {"other": 1},
    }
    if column in special:
        return special[column]()
    field, now = Round._meta.get_field(column), getattr(round_, column)
    if isinstance(field, models.BooleanField):
        return not now
    if isinstance(field, models.DateTimeField):
        return timezone.now() + datetime.timedelta(minutes={"opens_at": 1, "meets_at": -600}.get(column, 600))
    if isinstance(field, models.PositiveSmallIntegerField):
        return 7
    return "other"


@pytest.mark.parametrize("column", FROZEN)
def test_each_column_is_frozen(frozen_round: Round, column: str) -> None:
    value = another_value(frozen_round, column)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Round.objects.filter(pk=frozen_round.pk).update(**{column: value})


@pytest.mark.parametrize("column", FROZEN)
def test_each_column_is_free_in_a_draft(draft_round: Round, column: str) -> None:
    value = another_value(draft_round, column)
    assert Round.objects.filter(pk=draft_round.pk).update(**{column: value}) == 1


def part(round_: Round, table: str) -> models.Model:
    """Return an unsaved row for `table`."""
    official = make_official(make_unit())
    rows: dict[str, Any] = {
        "line": lambda: Line(round=round_, official=official, position=99),
        "linepost": lambda: LinePost(line=round_.lines.first(), post=official.posts.first()),
        "elector": lambda: Elector(round=round_, user=make_user()),
        "committeemember": lambda: CommitteeMember(round=round_, user=make_user(), index=9),
        "exemption": lambda: Exemption(round=round_, official=official, reason="places"),
    }
    row: models.Model = rows[table]()
    return row


PARTS = ["line", "linepost", "elector", "committeemember", "exemption"]
CHANGES = {
    "line": "position = 77",
    "linepost": "post_id = post_id",
    "elector": "capacity = 'other'",
    "committeemember": "index = 8",
    "exemption": "detail = 'other'",
}


@pytest.mark.parametrize("table", PARTS)
def test_nothing_can_be_added_to_a_frozen_round(frozen_round: Round, table: str) -> None:
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        part(frozen_round, table).save()


@pytest.mark.parametrize("verb", ["UPDATE", "DELETE"])
@pytest.mark.parametrize("table", PARTS)
def test_no_part_of_a_frozen_round_changes(draft_round: Round, table: str, verb: str) -> None:
    row = part(draft_round, table)
    row.save()
    frozen = {"state": "sealed", "config": b"x", "rule_set_copy": {}, "unannounced_reason": "x"}
    Round.objects.filter(pk=draft_round.pk).update(**frozen)
    sql = f"UPDATE rounds_{table} SET {CHANGES[table]}" if verb == "UPDATE" else f"DELETE FROM rounds_{table}"  # noqa: S608 - names of this file
    with (
        pytest.raises(IntegrityError, match="frozen"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"{sql} WHERE id = %s", [row.pk])


def test_a_row_cannot_be_moved_into_a_frozen_round(frozen_round: Round, draft_other: Round) -> None:
    elector = Elector.objects.create(round=draft_other, user=make_user())
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Elector.objects.filter(pk=elector.pk).update(round=frozen_round)


def test_a_row_cannot_be_moved_out_of_a_frozen_round(frozen_round: Round, draft_other: Round) -> None:
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        frozen_round.electors.update(round=draft_other)


@pytest.fixture
def draft_other(db: None) -> Round:
    unit = make_unit()
    return Round.objects.create(unit=unit, campaign=make_campaign(unit), rule_set=rule_set(), title="Another")


def test_a_frozen_round_cannot_be_deleted(frozen_round: Round) -> None:
    with (
        pytest.raises(IntegrityError, match="only a draft"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM rounds_round WHERE id = %s", [frozen_round.pk])


@pytest.mark.parametrize("column", ["manifest", "election_id", "box_key", "ceremony_code", "fingerprint"])
def test_keys_and_fingerprint_are_written_once(frozen_round: Round, column: str) -> None:
    first, second = (b"a", b"b") if column == "manifest" else ("a", "b")
    rows = Round.objects.filter(pk=frozen_round.pk)
    assert rows.update(**{column: first}) == 1
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        rows.update(**{column: second})


def test_later_edits_of_the_rule_set_leave_the_copy(frozen_round: Round) -> None:
    RuleSet.objects.filter(pk=frozen_round.rule_set_id).update(quorum_numerator=1)
    frozen_round.refresh_from_db()
    assert (frozen_round.rule_set_copy or {})["quorum_numerator"] == 2


def test_a_campaign_with_rounds_cannot_be_deleted(frozen_round: Round) -> None:
    with pytest.raises(IntegrityError):
        Campaign.objects.get(pk=frozen_round.campaign_id).delete()
