"""allauth's limits, with our page and our numbers."""

from django.test import Client
from pytest_django import Settings

from officials.models import User
from tests.roles import PASSWORD, make_user

LOGIN = "/accounts/login/"


def test_too_many_requests_say_when_to_come_back(client: Client, stranger: User, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client.post(LOGIN, {"login": "nguoila", "password": "sai"})
    response = client.post(LOGIN, {"login": "nguoila", "password": "sai"})
    assert response.status_code == 429
    assert "Xin chờ năm phút" in response.content.decode()


def test_hall_behind_one_address_can_log_in(db: None) -> None:
    """More logins from one address within a minute than allauth's own limit of thirty."""
    for _number in range(40):
        response = Client().post(LOGIN, {"login": make_user().username, "password": PASSWORD})
        assert response.status_code == 302
