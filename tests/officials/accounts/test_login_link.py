"""A one-time link leads to the choice of a password or passkey, once, and reveals nothing to others."""

import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from audit.models import Entry
from common.refusals import Refusal
from officials.accounts.services import send_login_link
from officials.mail import MAIL_TO_FILES
from officials.models import LoginLink, User
from tests.roles import lock_out

pytestmark = pytest.mark.django_db
OWN = "hoa-sen-cua-toi-2026"
CHOICE = "/accounts/first/choice/"
PASSKEY = {"credential": {"clientExtensionResults": {"credProps": {"rk": True}}}}


@pytest.fixture
def person(stranger: User) -> User:
    lock_out(stranger)
    return User.objects.get(pk=stranger.pk)


@pytest.fixture
def link(person: User, keeper: User, mailoutbox: list[EmailMessage]) -> str:
    send_login_link(account=person, actor=keeper)
    return in_mail(mailoutbox[-1])


@pytest.fixture
def keeper(unit: object, secretary: User) -> User:
    return secretary


def in_mail(mail: EmailMessage) -> str:
    [line] = [line for line in str(mail.body).splitlines() if "/accounts/first/link/" in line]
    return line[line.index("/accounts/") :]


def go_in(client: Client, link: str) -> Any:
    client.get(link)
    return client.post("/accounts/first/")


def choose(client: Client) -> Any:
    return client.post(CHOICE, {"password1": OWN, "password2": OWN})


def test_the_mail_names_person_sender_and_hour(
    person: User, link: str, mailoutbox: list[EmailMessage], secretary: User
) -> None:
    [mail] = mailoutbox
    assert mail.to == [person.email]
    until = timezone.localtime(LoginLink.objects.get().valid_until)
    for text in (person.full_name, person.username, secretary.full_name, f"{until:%H:%M %d/%m/%Y}"):
        assert text in str(mail.body)
    assert Entry.objects.get(act="account.link").subject_id == str(person.pk)


def test_the_link_leads_only_to_the_choice(client: Client, link: str) -> None:
    assert go_in(client, link)["Location"] == CHOICE
    for path in ("/", "/results/", "/accounts/email/", "/accounts/password/set/"):
        assert client.get(path)["Location"].startswith(f"{CHOICE}?next=")
    assert choose(client)["Location"] == "/"
    assert client.get("/").status_code == 200
    assert Client().post("/accounts/login/", {"login": "nguoila", "password": OWN}).status_code == 302


def test_opening_the_link_uses_up_nothing(client: Client, link: str, person: User) -> None:
    """Programs open the links of mails before people do."""
    page = Client().get(link, follow=True)
    assert person.full_name in page.text
    assert go_in(client, link).status_code == 302


def test_the_link_works_once(client: Client, link: str) -> None:
    go_in(client, link)
    choose(client)
    assert not LoginLink.objects.exists()
    assert Client().get(link, follow=True).status_code == 404
    assert go_in(Client(), link).status_code == 404


def test_a_new_link_ends_the_earlier_one(
    client: Client, link: str, person: User, keeper: User, mailoutbox: list[EmailMessage]
) -> None:
    send_login_link(account=person, actor=keeper)
    assert go_in(client, link).status_code == 404
    assert go_in(client, in_mail(mailoutbox[-1])).status_code == 302


def test_an_old_link_is_refused(client: Client, link: str) -> None:
    now = timezone.now()
    past = {"made_at": now - datetime.timedelta(days=4), "valid_until": now - datetime.timedelta(days=1)}
    LoginLink.objects.update(**past)
    assert go_in(client, link).status_code == 404


@pytest.mark.parametrize(
    "change", [{"email": "khac@example.test"}, {"is_active": False}, {"password": "argon2$x"}]
)
def test_the_link_ends_with_its_address_and_with_a_password(
    client: Client, link: str, person: User, change: dict[str, Any]
) -> None:
    User.objects.filter(pk=person.pk).update(**change)
    assert go_in(client, link).status_code == 404


def test_the_link_ends_with_a_passkey(client: Client, link: str, person: User) -> None:
    Authenticator.objects.create(user=person, type="webauthn", data=PASSKEY)
    assert go_in(client, link).status_code == 404


def test_the_secret_part_is_stored_nowhere(client: Client, link: str) -> None:
    secret = link.split("/")[-2]
    client.get(link)
    assert len(secret) == 43
    assert LoginLink.objects.get().code_hash in client.session.values()
    assert secret not in str(dict(client.session))


def test_a_forgotten_password_is_replaced(
    client: Client, stranger: User, keeper: User, mailoutbox: list[EmailMessage]
) -> None:
    send_login_link(account=stranger, actor=keeper)
    go_in(client, in_mail(mailoutbox[-1]))
    choose(client)
    assert User.objects.get(pk=stranger.pk).check_password(OWN)


def test_nobody_without_mail_gets_a_link(person: User, keeper: User, settings: Settings) -> None:
    settings.EMAIL_BACKEND = MAIL_TO_FILES
    with pytest.raises(Refusal):
        send_login_link(account=person, actor=keeper)
    assert not LoginLink.objects.exists()


def test_database_refuses_a_link_that_is_not_hashed(person: User) -> None:
    until = timezone.now() + datetime.timedelta(hours=1)
    with pytest.raises(IntegrityError, match="login_link_hashed"):
        LoginLink.objects.create(user=person, code_hash="abc", valid_until=until)


@pytest.mark.parametrize(
    ("asked", "place"), [("/rights/", "/rights/"), ("x", "/"), ("home", "/"), ("//a.test/", "/"), ("", "/")]
)
def test_the_page_that_follows_is_an_address(client: Client, stranger: User, asked: str, place: str) -> None:
    client.force_login(stranger)
    for answer in (client.get(CHOICE, {"next": asked}), client.post(CHOICE, {"next": asked})):
        assert (answer.status_code, answer["Location"]) == (302, place)
