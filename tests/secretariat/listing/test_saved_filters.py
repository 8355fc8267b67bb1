"""A search with its filters is saved under a name, for the person alone."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from officials.models import Unit, User
from secretariat.listing.services import MOST_SAVED, save_filter
from secretariat.models import SavedFilter
from tests.roles import make_official
from tests.secretariat.listing.list_requests import VI

pytestmark = pytest.mark.django_db
LIST = "/admin/officials/official/"


def save(desk: Client, name: str, query: str = "q=hoa&o=-1&p=3") -> Any:
    return desk.post(f"{reverse('admin:officials_official_filters')}?{query}", {"name": name}, headers=VI)


def test_search_and_order_are_saved_without_the_page(desk: Client, unit: Unit) -> None:
    make_official(unit, "Nguyễn Văn Hòa")
    answer = save(desk, "  Người   tên Hòa ")
    assert answer.headers["location"] == f"{LIST}?q=hoa&o=-1"
    assert '<a href="?q=hoa&amp;o=-1">Người tên Hòa</a>' in desk.get(LIST).text
    assert 'aria-current="true">Người tên Hòa</a>' in desk.get(f"{LIST}?q=hoa&o=-1").text


def test_the_same_name_replaces_the_query(desk: Client, unit: Unit) -> None:
    save(desk, "Hòa")
    save(desk, "Hòa", "q=binh")
    assert [saved.query for saved in SavedFilter.objects.all()] == ["q=binh"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\u202eb"])
def test_a_bad_name_is_told(desk: Client, unit: Unit, name: str) -> None:
    answer = save(desk, name)
    assert "60" in " ".join(map(str, get_messages(answer.wsgi_request)))
    assert not SavedFilter.objects.exists()


def test_others_do_not_see_it(desk: Client, other_desk: Client, unit: Unit) -> None:
    make_official(unit, "Nguyễn Văn Hòa")
    save(desk, "Riêng tôi")
    assert "Riêng tôi" not in other_desk.get(LIST).text


def test_an_own_filter_is_deleted_and_no_other(desk: Client, other_desk: Client, unit: Unit) -> None:
    save(desk, "Hòa")
    pk = SavedFilter.objects.get().pk
    address = reverse("admin:officials_official_filters")
    other_desk.post(address, {"delete": pk})
    assert SavedFilter.objects.exists()
    desk.post(address, {"delete": pk})
    assert not SavedFilter.objects.exists()


def test_there_are_not_too_many(desk: Client, secretary: User, unit: Unit) -> None:
    for number in range(MOST_SAVED):
        save_filter(user=secretary, place="officials.official", name=str(number), query="q=a")
    save(desk, "Một nữa")
    assert SavedFilter.objects.count() == MOST_SAVED


def test_the_database_keeps_names_apart(secretary: User) -> None:
    values = {"user": secretary, "place": "officials.official", "name": "Hòa"}
    SavedFilter.objects.create(**values)
    with pytest.raises(IntegrityError):
        SavedFilter.objects.create(**values)


def test_a_saved_filter_adds_one_query(desk: Client, unit: Unit, django_assert_max_num_queries: Any) -> None:
    desk.get(LIST)
    with django_assert_max_num_queries(12):
        desk.get(LIST)
