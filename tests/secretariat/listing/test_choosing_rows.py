"""The rows of an act are fixed when they are counted."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from officials.models import Unit
from secretariat.models import Selection
from tests.roles import make_unit
from tests.secretariat.listing.list_requests import choose

pytestmark = pytest.mark.django_db
LIST = "officials_unit"


@pytest.fixture
def units(unit: Unit) -> list[Unit]:
    return [make_unit(f"Phòng {number:02}", parent=unit) for number in range(40)]


def said(answer: object) -> str:
    return " ".join(map(str, get_messages(answer.wsgi_request)))  # type: ignore[attr-defined]


def test_all_that_match_are_those_that_were_counted(desk: Client, units: list[Unit]) -> None:
    answer = choose(desk, LIST, "q=phong", everything="40", act="edit")
    chosen = Selection.objects.get()
    assert answer.headers["location"] == reverse(f"admin:{LIST}_edit", args=[chosen.pk])
    late = make_unit("Phòng 99", parent=units[0].parent)
    assert set(chosen.keys) == {str(unit.pk) for unit in units}
    assert str(late.pk) not in chosen.keys


def test_another_number_than_counted_is_told(desk: Client, units: list[Unit]) -> None:
    make_unit("Phòng 99", parent=units[0].parent)
    answer = choose(desk, LIST, "q=phong", everything="40", act="edit")
    assert "41" in said(answer)
    assert answer.headers["location"] == "/admin/officials/unit/?q=phong"
    assert not Selection.objects.exists()


def test_ticked_rows_of_others_are_left_out(desk: Client, units: list[Unit]) -> None:
    foreign = make_unit("Cục Khác")
    choose(desk, LIST, row=[units[0].pk, foreign.pk], act="edit")
    assert Selection.objects.get().keys == [str(units[0].pk)]


@pytest.mark.parametrize("row", [[], ["x"], ["9" * 30], [""]])
def test_nothing_ticked_leads_back_to_the_list(desk: Client, units: list[Unit], row: list[str]) -> None:
    answer = choose(desk, LIST, "q=phong&p=2", row=row, act="edit")
    assert answer.headers["location"] == "/admin/officials/unit/?q=phong"
    assert "ít nhất một mục" in said(answer)


def test_another_page_sends_rows_and_is_returned_to(desk: Client, units: list[Unit]) -> None:
    choose(desk, LIST, row=[units[0].pk], act="edit", back="/deadlines/?x=1")
    assert Selection.objects.get().back == "/deadlines/?x=1"


@pytest.mark.parametrize("back", ["https://example.vn/", "//example.vn/", "javascript:1", "\\\\example.vn"])
def test_no_other_site_is_returned_to(desk: Client, units: list[Unit], back: str) -> None:
    choose(desk, LIST, row=[units[0].pk], act="edit", back=back)
    assert Selection.objects.get().back == "/admin/officials/unit/"


def test_what_others_chose_is_unknown(desk: Client, other_desk: Client, units: list[Unit]) -> None:
    choose(other_desk, LIST, row=[units[0].pk], act="edit")
    answer = desk.get(reverse(f"admin:{LIST}_edit", args=[Selection.objects.get().pk]))
    assert answer.headers["location"] == "/admin/officials/unit/"


def test_a_list_without_such_fields_changes_nothing(desk: Client, units: list[Unit]) -> None:
    assert choose(desk, "officials_unitrole", everything="1", act="edit").status_code == 403
    assert choose(desk, LIST, row=[units[0].pk], act="burn").status_code == 403
