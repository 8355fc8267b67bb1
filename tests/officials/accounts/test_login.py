"""Logging in: by name, by address, by code; failing with a sentence and the name kept."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.test import Client

from officials.models import User
from tests.roles import PASSWORD

LOGIN = "/accounts/login/"


@pytest.mark.parametrize("login", ["nguoila", "nguoila@example.test", "NguoiLa@Example.Test"])
def test_by_name_or_address(client: Client, stranger: User, login: str) -> None:
    response = client.post(LOGIN, {"login": login, "password": PASSWORD})
    assert response.headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(stranger.pk)


def test_wrong_password_keeps_the_name(client: Client, stranger: User) -> None:
    page = client.post(LOGIN, {"login": "nguoila", "password": "sai"}).content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in page
    assert 'value="nguoila"' in page
    assert 'role="alert"' in page


def test_unknown_name_reads_like_a_wrong_password(client: Client, stranger: User) -> None:
    known = client.post(LOGIN, {"login": "nguoila", "password": "sai"}).content.decode()
    unknown = client.post(LOGIN, {"login": "khongco", "password": "sai"}).content.decode()
    summary = re.compile(r'<div class="error-summary.*?</div>', re.DOTALL)
    assert summary.findall(known) == summary.findall(unknown) != []


def test_guessing_is_paused(client: Client, stranger: User) -> None:
    for _attempt in range(5):
        client.post(LOGIN, {"login": "nguoila", "password": "sai"})
    page = client.post(LOGIN, {"login": "nguoila", "password": PASSWORD}).content.decode()
    assert "Tài khoản tạm dừng năm phút" in page
    assert "_auth_user_id" not in client.session


def test_user_name_and_address_count_together(client: Client, stranger: User) -> None:
    for login in ("nguoila", "nguoila@example.test", "NGUOILA", "nguoila", "NguoiLa@example.test"):
        client.post(LOGIN, {"login": login, "password": "sai"})
    for login in ("nguoila", "nguoila@example.test"):
        page = client.post(LOGIN, {"login": login, "password": PASSWORD}).content.decode()
        assert "Tài khoản tạm dừng năm phút" in page


def test_by_code_from_the_mail(client: Client, stranger: User, mailoutbox: list[EmailMessage]) -> None:
    """What the browser held before is no session any more."""
    client.post("/accounts/login/code/", {"email": stranger.email})
    [mail] = mailoutbox
    code = re.search(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$", str(mail.body), re.MULTILINE)
    assert code is not None, mail.body
    before = client.session.session_key
    client.post("/accounts/login/code/confirm/", {"code": code.group()})
    assert client.session["_auth_user_id"] == str(stranger.pk)
    assert not Session.objects.filter(session_key=before).exists()


def test_code_for_an_unknown_address_sends_nothing_and_tells_nothing(
    client: Client, db: None, mailoutbox: list[EmailMessage]
) -> None:
    response = client.post("/accounts/login/code/", {"email": "ai@example.test"})
    assert response.headers["Location"] == "/accounts/login/code/confirm/"
    assert mailoutbox == []


def test_session_changes_its_key_at_login(client: Client, stranger: User) -> None:
    client.session.save()
    before = client.session.session_key
    client.post(LOGIN, {"login": "nguoila", "password": PASSWORD})
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_closed_account_is_named_only_after_correct_password(client: Client, stranger: User) -> None:
    User.objects.filter(pk=stranger.pk).update(is_active=False)
    response = client.post(LOGIN, {"login": "nguoila", "password": PASSWORD}, follow=True)
    assert "_auth_user_id" not in client.session
    assert response.status_code == 200


def test_the_address_of_the_form_keeps_the_next_page(client: Client, db: None) -> None:
    """The page of a full queue has no body to read, so its way back is that address."""
    assert 'action="/accounts/login/?next=/help/"' in client.get(f"{LOGIN}?next=/help/").text
