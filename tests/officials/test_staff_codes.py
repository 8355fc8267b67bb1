"""Staff codes: one spelling, one person each, the same on an official and the linked account."""

import importlib

import pytest
from django.apps import apps
from django.core.management import CommandError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from officials.models import Official, Unit, User
from officials.staff_codes import staff_code_in
from tests.owner import as_owner
from tests.roles import make_official, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("written", ["CB-0012", " cb-0012 ", "cb - 0012", "ＣＢ-0012"])
def test_spellings_of_one_code(written: str) -> None:
    account = make_user(staff_code=written)
    assert account.staff_code == staff_code_in(written) == "CB-0012"
    assert User.objects.get(staff_code=written) == account
    with pytest.raises(IntegrityError, match="user_staff_code_once"), transaction.atomic():
        make_user(staff_code="Cb-0012")


def test_codes_may_be_blank(unit: Unit) -> None:
    assert [one.staff_code for one in (make_user(), make_user(), make_official(unit))] == ["", "", ""]


def test_database_refuses_another_spelling(unit: Unit) -> None:
    account = make_user(staff_code="CB-1")
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="staff_code_plain"):
        cursor.execute("UPDATE officials_user SET staff_code = 'CB 1' WHERE id = %s", [account.pk])


def test_one_official_has_a_code(unit: Unit) -> None:
    make_official(unit)
    first, second = make_official(unit), make_official(unit)
    Official.objects.filter(pk=first.pk).update(staff_code="CB-2")
    with pytest.raises(IntegrityError, match="official_staff_code_once"):
        Official.objects.filter(pk=second.pk).update(staff_code="cb-2")


def test_an_official_takes_the_code_of_the_account(unit: Unit) -> None:
    official = make_official(unit, user=make_user(staff_code="CB-3"))
    official.refresh_from_db()
    assert official.staff_code == "CB-3"
    User.objects.filter(official=official).update(staff_code="CB-4")
    official.refresh_from_db()
    assert official.staff_code == "CB-4"


def test_an_official_with_another_code_than_the_account_is_refused(unit: Unit) -> None:
    official = make_official(unit, user=make_user(staff_code="CB-3"))
    with pytest.raises(IntegrityError, match="one staff code"):
        Official.objects.filter(pk=official.pk).update(staff_code="CB-5")


def test_the_form_finds_the_account_by_the_code(client: Client, secretary: User, unit: Unit) -> None:
    account = make_user("Lê Có Mã", unit=unit, staff_code="CB-6")
    client.force_login(secretary)
    client.post(reverse("admin:officials_official_add"), form("Lê Có Mã", "cb-6"))
    assert Official.objects.get(staff_code="CB-6").user == account


def test_a_second_code_is_refused_in_words(client: Client, secretary: User, unit: Unit) -> None:
    Official.objects.filter(pk=make_official(unit).pk).update(staff_code="CB-7")
    client.force_login(secretary)
    page = client.post(reverse("admin:officials_official_add"), form("Lê Trùng Mã", "CB-7"))
    assert "Mã cán bộ này đã được ghi cho người khác" in page.text
    page = client.post(
        reverse("admin:officials_user_add"), {"full_name": "X", "username": "x", "staff_code": "CB 8"}
    )
    assert User.objects.get(username="x").staff_code == "CB8"


def form(name: str, code: str) -> dict[str, str]:
    posts = {f"posts-{part}_FORMS": "0" for part in ("TOTAL", "INITIAL")}
    return {"full_name": name, "staff_code": code, "user": "", **posts}


def test_people_are_found_by_their_code(client: Client, secretary: User, unit: Unit) -> None:
    account = make_user("Lê Có Mã", unit=unit, staff_code="CB-0099")
    client.force_login(secretary)
    found = client.get(reverse("admin:officials_user_changelist"), {"q": "cb-0099"})
    assert list(found.context["cl"].result_list) == [account]


def test_migrating_names_accounts_with_one_code_before_it_changes_anything() -> None:
    migration = importlib.import_module("officials.migrations.0015_staff_codes")
    make_user(username="an", staff_code="CB-1")
    make_user(username="binh", staff_code="CB-2")
    with as_owner() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE officials_user DROP CONSTRAINT user_staff_code_plain")
        cursor.execute("UPDATE officials_user SET staff_code = 'cb -1' WHERE username = 'binh'")
    with pytest.raises(CommandError, match=r"an \(CB-1\); binh \(cb -1\)"):
        migration.require_distinct(apps, None)
