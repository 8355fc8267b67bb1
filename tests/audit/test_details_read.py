"""The details of an object's acts are found without reading the rest of the log or of an act on many rows."""

import pytest

from audit import selectors
from audit.models import Detail
from audit.services import act
from officials.models import Unit, User
from tests.rows_read import RowsRead

pytestmark = pytest.mark.django_db
MANY = 3000
PART, MOST = "Phòng 7", 20


def add_parts(unit: Unit, number: int, name: str = "Phòng") -> None:
    Unit.objects.bulk_create(
        Unit(name=f"{name} {place}", place="Huế", parent=unit) for place in range(number)
    )


def read_for(subject: Unit) -> tuple[list[Detail], int]:
    """Return the details of the acts about the object, and how many rows Postgres read for them."""
    entries = list(selectors.history(subject))
    with RowsRead() as read:
        found = selectors.details_about(subject, entries, most=MOST)
    return [row for rows in found.values() for row in rows], read.of["audit_detail"]


@pytest.mark.slow
def test_of_an_act_on_thousands_only_the_rows_of_the_object_are_read(unit: Unit, secretary: User) -> None:
    with act("unit.save", actor=secretary, subject=unit, reason="Theo đề án"):
        add_parts(unit, MANY)
    part = Unit.objects.get(name=PART)
    details, read = read_for(part)
    assert [(row.kind, row.row_id) for row in details] == [("note", ""), ("insert", str(part.pk))]
    assert read <= 10


@pytest.mark.slow
@pytest.mark.parametrize("acts_of_others", [0, 1])
def test_the_first_rows_of_an_own_act_on_thousands_are_read_alone(
    unit: Unit, secretary: User, acts_of_others: int
) -> None:
    for place in range(acts_of_others):
        with act("unit.save", actor=secretary):
            add_parts(unit, 1, f"Ban {place}")
    before = [row.pk for row in read_for(unit)[0]]
    with act("unit.save", actor=secretary, subject=unit, reason="Theo đề án"):
        add_parts(unit, MANY)
    details, read = read_for(unit)
    assert len([row for row in details if row.pk not in before]) == MOST
    assert read <= 3 * len(details)


@pytest.mark.slow
def test_a_short_act_beside_a_long_log_reads_its_own_rows(unit: Unit, secretary: User) -> None:
    with act("unit.save", actor=secretary):
        add_parts(unit, MANY)
    with act("unit.save", actor=secretary, subject=unit):
        add_parts(unit, 2, "Ban")
    details, read = read_for(Unit.objects.get(name="Ban 1"))
    assert [row.kind for row in details] == ["insert"]
    assert read <= 10
