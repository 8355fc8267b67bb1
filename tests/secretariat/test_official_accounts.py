"""Accounts of officials are found, linked, or made from the record; nothing is typed twice."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from officials.models import Official, Post, Unit, User
from results.services.official_accounts import AccountNotMade, found_for, link_account, make_account
from tests.roles import make_official, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def official(unit: Unit) -> Official:
    official = make_official(unit, "Lê Thị An")
    Official.objects.filter(pk=official.pk).update(staff_code="CB-7")
    return Official.objects.get(pk=official.pk)


def test_account_takes_name_code_and_unit_of_the_record(
    official: Official, unit: Unit, secretary: User
) -> None:
    account = make_account(official=official, actor=secretary)
    assert (account.full_name, account.staff_code, account.unit) == ("Lê Thị An", "CB-7", unit)
    assert account.username == "cb-7"
    assert Official.objects.get(user=account) == official
    assert not account.has_usable_password()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("email", "code", "login"),
    [("An@x.vn", "CB-7", "an@x.vn"), ("", "CB-7", "cb-7"), ("", "", "le.thi.an")],
)
def test_user_name(official: Official, secretary: User, email: str, code: str, login: str) -> None:
    Official.objects.filter(pk=official.pk).update(staff_code=code)
    assert make_account(official=official, actor=secretary, email=email).username == login


def test_user_name_that_is_taken_gets_a_number(unit: Unit, secretary: User) -> None:
    make_user("Lê Thị An", "le.thi.an")
    assert make_account(official=make_official(unit, "Lê Thị An"), actor=secretary).username == "le.thi.an.2"


def test_account_of_the_same_code_is_sure_and_of_the_same_name_similar(
    official: Official, unit: Unit, secretary: User
) -> None:
    same = make_user("Lê An", staff_code="CB-7", unit=unit)
    name = make_user("Lê Thị An", unit=unit)
    make_user("Lê Thị An", staff_code="CB-8", unit=unit)  # another person
    make_user("Lê Thị An")  # of nobody's unit
    found = found_for([official], user=secretary)[official.pk]
    assert (found.sure, found.similar) == (same, [name])


@pytest.mark.parametrize("reason", ["taken", "foreign", "code", "twice"])
def test_wrong_accounts_are_refused(
    official: Official, unit: Unit, other_unit: Unit, secretary: User, reason: str
) -> None:
    account = make_user("Lê Thị An", unit=other_unit if reason == "foreign" else unit)
    if reason == "taken":
        make_official(unit, user=account)
    elif reason == "code":
        User.objects.filter(pk=account.pk).update(staff_code="CB-9")
        account.refresh_from_db()
    elif reason == "twice":
        link_account(official=official, account=account, actor=secretary)
    with pytest.raises(AccountNotMade):
        link_account(official=official, account=account, actor=secretary)


@pytest.mark.slow
def test_page_makes_and_links_many(desk: Client, official: Official, unit: Unit) -> None:
    other = make_official(unit, "Vũ Bình")
    same = make_user("Vũ Bình", unit=unit)
    path = reverse("admin:officials_official_accounts")
    assert "Vũ Bình" in desk.get(path).text
    sent = {
        "official": [official.pk, other.pk],
        f"{official.pk}-choice": "new",
        f"{official.pk}-email": "an@example.test",
        f"{other.pk}-choice": str(same.pk),
    }
    assert desk.post(path, sent).status_code == 302
    assert Official.objects.get(pk=official.pk).user.email == "an@example.test"  # type: ignore[union-attr]
    assert Official.objects.get(pk=other.pk).user == same
    assert "Mọi cán bộ đều đã có tài khoản" in desk.get(path).text


def test_page_keeps_what_is_refused(desk: Client, official: Official) -> None:
    make_user("Vũ Bình", "an2")
    path = reverse("admin:officials_official_accounts")
    sent = {
        "official": official.pk,
        f"{official.pk}-choice": "new",
        f"{official.pk}-email": "an2@example.test",
    }
    page = desk.post(path, sent)
    assert page.status_code == 400
    assert 'value="an2@example.test"' in page.text


def test_officials_of_others_are_not_changed(desk: Client, other_unit: Unit) -> None:
    foreign = make_official(other_unit, "Hồ Khác")
    path = reverse("admin:officials_official_accounts")
    desk.post(path, {"official": foreign.pk, f"{foreign.pk}-choice": "new"})
    assert Official.objects.get(pk=foreign.pk).user is None


def test_record_of_an_official_begins_from_the_account(desk: Client, unit: Unit) -> None:
    account = make_user("Đỗ Mười", staff_code="CB-10", unit=unit)
    page = desk.get(reverse("admin:officials_user_change", args=[account.pk])).text
    path = f"{reverse('admin:officials_official_add')}?account={account.pk}"
    assert path in page
    form = desk.get(path).text
    assert 'value="Đỗ Mười"' in form
    assert 'value="CB-10"' in form
    assert account.username in form


def test_an_official_of_two_secretaries_gets_the_account_from_neither(
    desk: Client, official: Official, unit: Unit
) -> None:
    page = reverse("admin:officials_official_accounts")
    assert official.full_name in desk.get(page).text
    Post.objects.create(official=official, unit=make_unit("Cục Khác"), title="Bí thư Chi bộ")
    assert official.full_name not in desk.get(page).text
    key = str(official.pk)
    desk.post(page, {"official": key, f"{key}-choice": "new", f"{key}-email": "toi@example.vn"})
    assert not User.objects.filter(email="toi@example.vn").exists()
