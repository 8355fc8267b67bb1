"""A secretary sees who may do what in a unit, and answers the yearly review."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from officials import services
from officials.models import Unit, UnitRole, User
from tests.roles import make_secretary, make_unit, make_user

pytestmark = pytest.mark.django_db


def page(client: Client, user: User, unit: Unit) -> str:
    client.force_login(user)
    return str(client.get(f"/rights/{unit.pk}/").content.decode())


def give(name: str, unit: Unit, role: str, days: int = 0) -> UnitRole:
    began = timezone.localdate() - datetime.timedelta(days=days)
    return UnitRole.objects.create(user=make_user(name), unit=unit, role=role, starts_on=began)


def test_roles_of_the_unit_and_above_with_their_first_day(
    client: Client, secretary: User, unit: Unit
) -> None:
    below = make_unit("Phòng Dưới", parent=unit)
    give("Bùi Giám Sát", below, "auditor", days=10)
    give("Vũ Nơi Khác", make_unit(), "auditor")
    text = page(client, secretary, below)
    assert "Bùi Giám Sát" in text
    assert f"từ {timezone.localdate() - datetime.timedelta(days=10):%d/%m/%Y}" in text
    assert "Phạm Thư Ký" in text
    assert "Vũ Nơi Khác" not in text


@pytest.mark.slow
def test_review_asks_for_each_old_role(client: Client, secretary: User, unit: Unit) -> None:
    kept, taken = give("Lê Còn Cần", unit, "secretariat", 400), give("Lý Thôi Việc", unit, "secretariat", 400)
    services.mark_reviews()
    client.force_login(secretary)
    assert "Rà soát hằng năm: 2 vai trò" in client.get("/").content.decode()
    client.post(f"/rights/{unit.pk}/review", {"role": kept.pk, "answer": "keep"})
    client.post(f"/rights/{unit.pk}/review", {"role": taken.pk, "answer": "take"})
    kept.refresh_from_db()
    assert (kept.is_review_due, kept.reviewed_on) == (False, timezone.localdate())
    assert not UnitRole.objects.filter(pk=taken.pk).exists()
    assert "Rà soát hằng năm" not in client.get("/").content.decode()


def test_own_role_is_for_another_person(client: Client, secretary: User, unit: Unit) -> None:
    UnitRole.objects.filter(user=secretary).update(is_review_due=True)
    assert "Người khác cho biết" in page(client, secretary, unit)
    answer = {"role": secretary.unit_roles.get().pk, "answer": "keep"}
    client.post(f"/rights/{unit.pk}/review", answer)
    assert UnitRole.objects.get(user=secretary).is_review_due


def test_supervision_is_reviewed_by_the_superior_unit(client: Client, secretary: User, unit: Unit) -> None:
    role = give("Bùi Giám Sát", unit, "auditor", 400)
    services.mark_reviews()
    client.force_login(secretary)
    client.post(f"/rights/{unit.pk}/review", {"role": role.pk, "answer": "take"})
    assert UnitRole.objects.filter(pk=role.pk, is_review_due=True).exists()


def test_others_see_nothing(client: Client, other_secretary: User, voter: User, unit: Unit) -> None:
    for user in (other_secretary, voter):
        client.force_login(user)
        assert client.get(f"/rights/{unit.pk}/").status_code == 404
        assert client.post(f"/rights/{unit.pk}/review", {"role": 1}).status_code == 404
    assert client.get("/rights/").status_code == 404


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "9" * 5000])
def test_role_that_nobody_has_is_unknown(client: Client, secretary: User, unit: Unit, number: str) -> None:
    client.force_login(secretary)
    answer = client.post(f"/rights/{unit.pk}/review", {"role": number, "answer": "take"})
    assert answer.status_code == 404


@pytest.mark.slow
def test_lists_cost_the_same_with_more_roles(client: Client, secretary: User, unit: Unit) -> None:
    client.force_login(secretary)
    costs = []
    for _number in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/rights/")
            client.get(f"/rights/{unit.pk}/")
        costs.append(len(queries))
        for _more in range(10):
            make_secretary(unit)
            make_unit(parent=unit)
    assert costs[0] == costs[1]


def test_an_installation_without_units_leads_to_the_first_one(client: Client) -> None:
    client.force_login(make_user(is_superuser=True, is_staff=True))
    text = client.get("/rights/").content.decode()
    assert "Chưa có đơn vị nào" in text
    assert 'href="/admin/officials/unit/add/"' in text
    assert "<table" not in text
