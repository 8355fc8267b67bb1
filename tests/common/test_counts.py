"""Numbers of several tables come from one statement, and are those that each table gives alone."""

import pytest
from pytest_django import DjangoAssertNumQueries

from common.counts import counts
from officials.models import Official, Unit, User
from tests.roles import make_official, make_unit, make_users

pytestmark = pytest.mark.django_db


def test_several_tables_cost_one_query(unit: Unit, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    make_users(3)
    make_official(unit, "Đỗ Văn Năm % Mươi")
    others = [make_unit(parent=unit).pk for _number in range(2)]
    with django_assert_num_queries(1):
        found = counts(
            people=User.objects.order_by("sort_key"),
            officials=Official.objects.filter(full_name__contains="%"),
            units=Unit.objects.filter(pk__any_of=others),
        )
    assert found == {"people": 3, "officials": 1, "units": 2}


def test_a_sliced_query_counts_what_it_would_return(unit: Unit) -> None:
    make_unit(parent=unit)
    assert counts(first=Unit.objects.all()[:1], units=Unit.objects.all()) == {
        "first": 1,
        "units": Unit.objects.count(),
    }


def test_what_can_have_no_rows_is_not_asked(
    unit: Unit, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert counts(none=Unit.objects.none(), nowhere=Unit.objects.filter(pk__any_of=[])) == {
            "none": 0,
            "nowhere": 0,
        }
    assert counts(none=Unit.objects.none(), one=Unit.objects.filter(pk=unit.pk)) == {"none": 0, "one": 1}
