"""Behind the directory the second factor is asked as after a password."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from pytest_django import Settings

from officials.models import Unit, User
from officials.services import grant_role
from tests.officials.accounts.directory.directory_server import begin, log_in_there
from tests.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lasting_codes")]


def test_a_person_with_a_role_must_set_one_up(
    client: Client, settings: Settings, lan: User, unit: Unit
) -> None:
    settings.REQUIRE_STAFF_MFA = True
    grant_role(user=lan, unit=unit, role=Role.AUDITOR)
    client.get(log_in_there(begin(client), login="lan"))
    assert client.get("/").headers["Location"].startswith("/accounts/2fa/?required=1")


def test_one_that_is_set_up_is_asked(client: Client, lan: User) -> None:
    TOTP.activate(lan, generate_totp_secret())
    answer = client.get(log_in_there(begin(client), login="lan"))
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert "staff_code" not in str(dict(client.session))
