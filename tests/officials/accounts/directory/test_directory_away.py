"""A directory that is away or hangs does not delay logins without it."""

import socket
import time
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from officials.models import User
from tests.officials.accounts.directory.directory_server import BEGIN, begin, log_in_there
from tests.roles import PASSWORD
from tinnhiem.serving.routes import lane_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def silent() -> Iterator[str]:
    """The issuer of a directory that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://localhost:{server.getsockname()[1]}"


@pytest.mark.slow
def test_one_person_waits_and_the_next_do_not(client: Client, settings: Settings, silent: str) -> None:
    settings.OIDC_ISSUER, settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = silent, 2
    took = []
    for _person in range(3):
        began = time.monotonic()
        answer = client.post(BEGIN)
        took.append(time.monotonic() - began)
        assert (answer.status_code, "không phản hồi" in answer.text) == (503, True)
    assert max(took[1:]) < settings.SOCIALACCOUNT_REQUESTS_TIMEOUT < took[0]


def test_the_password_goes_on_working(
    client: Client, settings: Settings, silent: str, stranger: User
) -> None:
    settings.OIDC_ISSUER, settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = silent, 0.5
    client.post(BEGIN)
    client.post("/accounts/login/", {"login": "nguoila", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(stranger.pk)


def test_it_has_threads_of_its_own(settings: Settings) -> None:
    settings.WEB_THREADS = {**settings.WEB_THREADS, "directory": 2}
    assert {lane_of("POST", BEGIN), lane_of("GET", f"{BEGIN}back/")} == {"directory"}
    assert lane_of("POST", "/accounts/login/") == "login"


def test_a_directory_lost_on_the_way_back_is_told(client: Client, settings: Settings, lan: User) -> None:
    path = log_in_there(begin(client), login="lan")
    settings.OIDC_ISSUER = "http://localhost:9"
    assert client.get(path).status_code == 503


def test_another_issuer_in_the_description_is_refused(
    client: Client, settings: Settings, issuer: str, db: None
) -> None:
    settings.OIDC_ISSUER = issuer.replace("localhost", "127.0.0.1")
    assert client.post(BEGIN).status_code == 503
