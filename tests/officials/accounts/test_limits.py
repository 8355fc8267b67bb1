"""allauth's limits, with our page and our numbers."""

import pytest
from allauth.core.internal import ratelimit
from django.test import Client, RequestFactory
from pytest_django import Settings

from officials.accounts import limits
from officials.accounts.adapter import AccountAdapter
from officials.models import User
from tests.roles import PASSWORD, make_user

LOGIN = "/accounts/login/"


def test_too_many_requests_say_when_to_come_back(client: Client, stranger: User, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client.post(LOGIN, {"login": "nguoila", "password": "sai"})
    response = client.post(LOGIN, {"login": "nguoila", "password": "sai"})
    assert response.status_code == 429
    assert "Xin chờ năm phút" in response.content.decode()


@pytest.mark.slow
def test_hall_behind_one_address_can_log_in(db: None, settings: Settings) -> None:
    """More logins from one address than failures are allowed, with a few people who mistype."""
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed_here": "5/m/ip"}
    for number in range(40):
        user = make_user()
        if number % 10 == 0:
            Client().post(LOGIN, {"login": user.username, "password": "sai"})
        response = Client().post(LOGIN, {"login": user.username, "password": PASSWORD})
        assert response.status_code == 302


@pytest.mark.slow
def test_two_thousand_logins_a_minute_from_one_address(db: None, rf: RequestFactory) -> None:
    """Without the form, so that all fall into one minute; the adapter counts."""
    user = make_user()
    adapter = AccountAdapter()
    request = rf.post(LOGIN)
    for _number in range(2000):
        adapter.authenticate(request, username=user.username, password=PASSWORD)
    assert not limits.is_reached(request, "login_failed_here")
    assert Client().post(LOGIN, {"login": user.username, "password": PASSWORD}).status_code == 302


def test_guesses_from_one_address_at_many_accounts_are_stopped(db: None, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed_here": "5/m/ip"}
    for number in range(5):
        Client().post(LOGIN, {"login": f"nguoi-{number}", "password": "sai"})
    name = make_user().username
    here = Client().post(LOGIN, {"login": name, "password": PASSWORD})
    assert "quá nhiều lần đăng nhập sai từ mạng này" in here.content.decode()
    elsewhere = Client().post(LOGIN, {"login": name, "password": PASSWORD}, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 302


def test_passkeys_and_links_of_mails_have_no_limit_per_address() -> None:
    assert not ratelimit.get_rates(app="allauth.mfa", action="webauthn_login")
    assert not ratelimit.get_rates(app="allauth.account", action="reset_password_from_key")
