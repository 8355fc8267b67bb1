"""Codes for logging in go to the address the secretariat entered last, and to no other."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from officials.models import Unit, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger(stranger: User, unit: Unit) -> User:
    """Belongs to the secretary's unit."""
    User.objects.filter(pk=stranger.pk).update(unit=unit)
    return stranger


def change_address(secretary: User, account: User, email: str) -> None:
    client = Client()
    client.force_login(secretary)
    data = {"full_name": account.full_name, "username": account.username, "is_active": "on"}
    page = reverse("admin:officials_user_change", args=[account.pk])
    assert client.post(page, {**data, "email": email}).status_code == 302


def ask_for_code(email: str) -> Client:
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": email})
    return client


def test_the_old_address_receives_no_code(
    secretary: User, stranger: User, mailoutbox: list[EmailMessage]
) -> None:
    old = stranger.email
    change_address(secretary, stranger, "moi@example.test")
    mailoutbox.clear()  # the mails about the change
    ask_for_code(old)
    assert mailoutbox == []


def test_new_address_can_log_in(secretary: User, stranger: User, mailoutbox: list[EmailMessage]) -> None:
    change_address(secretary, stranger, "moi@example.test")
    mailoutbox.clear()  # the mails about the change
    client = ask_for_code("moi@example.test")
    (letter,) = mailoutbox
    assert letter.to == ["moi@example.test"]
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]*)\s*$", str(letter.body), re.MULTILINE)
    assert code
    client.post(reverse("account_confirm_login_code"), {"code": code[1]})
    assert client.session["_auth_user_id"] == str(stranger.pk)


def test_removed_address_cannot_log_in(
    secretary: User, stranger: User, mailoutbox: list[EmailMessage]
) -> None:
    old = stranger.email
    change_address(secretary, stranger, "")
    mailoutbox.clear()  # the mails about the change
    ask_for_code(old)
    assert mailoutbox == []
    assert not EmailAddress.objects.filter(user=stranger).exists()


def test_an_address_not_yet_confirmed_is_no_longer_the_main_one(secretary: User, stranger: User) -> None:
    EmailAddress.objects.filter(user=stranger).update(verified=False, email="cho@example.test")
    change_address(secretary, stranger, "moi@example.test")
    main = EmailAddress.objects.get(user=stranger, primary=True)
    assert (main.email, main.verified) == ("moi@example.test", True)


@pytest.mark.slow
def test_address_of_another_account_is_reported(secretary: User, stranger: User, voter: User) -> None:
    client = Client()
    client.force_login(secretary)
    data = {"full_name": "Ngô Đổi Tên", "username": stranger.username, "email": voter.email.upper()}
    page = client.post(reverse("admin:officials_user_change", args=[stranger.pk]), data)
    assert page.status_code == 200
    assert page.context["errors"]
    assert 'value="Ngô Đổi Tên"' in page.text
