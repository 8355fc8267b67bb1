"""The look-up `any_of`: a column among many values, as one parameter however many there are."""

import pytest
from pytest_django import DjangoAssertNumQueries

from officials.models import Unit, User
from officials.selectors import units_for_secretary
from rounds.accounts import accounts_to_change, accounts_to_list
from tests.roles import make_secretary, make_unit, make_user

pytestmark = pytest.mark.django_db


def parameters(rows: object) -> int:
    """Return how many parameters the statement has."""
    return len(rows.query.sql_with_params()[1])  # type: ignore[attr-defined]


def test_finds_what_in_finds(unit: Unit) -> None:
    units = {make_unit(parent=unit).pk, make_unit(parent=unit).pk}
    assert set(Unit.objects.filter(pk__any_of=units)) == set(Unit.objects.filter(pk__in=units))
    assert set(Unit.objects.exclude(pk__any_of=units)) == set(Unit.objects.exclude(pk__in=units))
    assert set(Unit.objects.filter(parent__any_of=[unit.pk]).values_list("pk", flat=True)) == units
    assert not Unit.objects.filter(pk__any_of=[]).exists()


def test_no_values_cost_no_query(unit: Unit, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert list(Unit.objects.filter(pk__any_of=set())) == []
    assert unit in Unit.objects.exclude(pk__any_of=set())


def test_row_without_a_value_is_excluded_by_neither(unit: Unit) -> None:
    lonely = make_user(unit=None)
    assert lonely in User.objects.exclude(unit__any_of=[unit.pk])
    assert lonely not in User.objects.filter(unit__any_of=[unit.pk])


def test_statements_do_not_grow_with_the_units_of_a_secretary(unit: Unit) -> None:
    secretary = make_secretary(unit)
    reads = (units_for_secretary, accounts_to_list, accounts_to_change)
    few = [parameters(read(user=secretary)) for read in reads]
    for _number in range(30):
        make_unit(parent=unit)
    assert [parameters(read(user=secretary)) for read in reads] == few


def test_number_beyond_the_column_matches_nothing(unit: Unit) -> None:
    assert set(Unit.objects.filter(pk__any_of=[unit.pk, 2**63, 10**30, -(2**63) - 1])) == {unit}
    assert set(Unit.objects.filter(pk__any_of={str(unit.pk), str(2**63)})) == {unit}
    assert set(Unit.objects.filter(pk__any_of=[-(2**63), unit.pk, 2**63 - 1])) == {unit}
    assert not Unit.objects.filter(pk__any_of=[10**30]).exists()
