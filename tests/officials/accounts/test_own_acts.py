"""Changes that people make to their own login are logged as their acts, without the values."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Detail, Entry
from officials.accounts.adapter import AccountAdapter
from officials.models import User
from tests.roles import PASSWORD, make_user

pytestmark = pytest.mark.django_db
NEW = "hoa-sen-cua-toi-2026"


@pytest.fixture
def person() -> User:
    return make_user()


def post(person: User, name: str, **fields: str) -> int:
    client = Client()
    client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client.post(reverse(name), fields).status_code


def last(person: User) -> tuple[str, int | None, str]:
    entry = Entry.objects.latest("pk")
    assert entry.subject_id == str(person.pk)
    return entry.act, entry.actor_id, entry.details.get().value.after.__repr__()


def test_password_is_named_as_changed(person: User) -> None:
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert post(person, "account_change_password", **fields) == 302
    assert last(person) == ("account.own", person.pk, "{'password': None}")


def test_refused_password_leaves_no_entry(person: User) -> None:
    before = Entry.objects.count()
    assert post(person, "account_change_password", oldpassword="x", password1=NEW, password2=NEW) == 200
    assert Entry.objects.count() == before


def test_new_address_is_an_act_of_the_person(person: User) -> None:
    fields = {"email": "moi@example.vn", "action_add": ""}
    assert post(person, "account_email", **fields) == 302
    assert Entry.objects.latest("pk").act == "account.own"
    assert Detail.objects.filter(table_name="account_emailaddress").exists()


def test_a_block_made_while_a_password_is_set_stays(person: User) -> None:
    now = {"is_active": False, "is_staff": True, "email": "moi@example.vn"}
    User.objects.filter(pk=person.pk).update(**now)
    AccountAdapter().set_password(person, NEW)
    stored = User.objects.get(pk=person.pk)
    assert stored.check_password(NEW)
    assert {name: getattr(stored, name) for name in now} == now
    assert last(person) == ("account.own", person.pk, "{'password': None}")
