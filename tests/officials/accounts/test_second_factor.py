"""The second factor: asked at login, usable without `data:` images (`test_second_factor_required`)."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from officials.models import User
from tests.roles import PASSWORD
from tests.second_step import code_of

pytestmark = pytest.mark.usefixtures("lasting_codes")
STEP = "/accounts/2fa/authenticate/"


def test_staff_pages_open_with_a_second_factor(client: Client, secretary: User, settings: Settings) -> None:
    settings.REQUIRE_STAFF_MFA = True
    TOTP.activate(secretary, generate_totp_secret())
    client.force_login(secretary)
    assert client.get("/admin/").status_code == 200


def test_recovery_codes_alone_are_no_second_step(client: Client, secretary: User, settings: Settings) -> None:
    settings.REQUIRE_STAFF_MFA = True
    Authenticator.objects.create(user=secretary, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(secretary)
    assert client.get("/admin/").status_code == 302


def test_demonstration_needs_no_second_factor(client: Client, secretary: User, settings: Settings) -> None:
    settings.REQUIRE_STAFF_MFA = False
    client.force_login(secretary)
    assert client.get("/admin/").status_code == 200


def test_login_stops_at_the_second_step(client: Client, stranger: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(stranger, secret)
    response = client.post("/accounts/login/", {"login": "nguoila", "password": PASSWORD})
    assert response.headers["Location"] == STEP
    assert "_auth_user_id" not in client.session
    before = client.session.session_key
    client.post(STEP, {"code": code_of(secret)})
    assert client.session["_auth_user_id"] == str(stranger.pk)
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.parametrize("kind", ["app", "recovery code"])
def test_guessing_the_second_step_is_paused_in_every_browser(stranger: User, kind: str) -> None:
    secret = generate_totp_secret()
    TOTP.activate(stranger, secret)
    spare = RecoveryCodes.activate(stranger).get_unused_codes()
    clients = [Client(), Client()]
    for client in clients:
        client.post("/accounts/login/", {"login": "nguoila", "password": PASSWORD})
    for _guess in range(6):
        clients[0].post(STEP, {"code": "12345x"})
    right = {"code": code_of(secret) if kind == "app" else spare[0]}
    for client in clients:
        assert "Tài khoản tạm dừng năm phút" in client.post(STEP, right).text
        assert "_auth_user_id" not in client.session
    assert RecoveryCodes.activate(stranger).get_unused_codes() == spare


@pytest.mark.parametrize("kind", ["app", "recovery code"])
def test_recovery_code_works_once(stranger: User, kind: str) -> None:
    secret = generate_totp_secret()
    TOTP.activate(stranger, secret)
    spare = RecoveryCodes.activate(stranger).get_unused_codes()
    code = {"code": code_of(secret) if kind == "app" else spare[0]}
    for client, is_in in ((Client(), True), (Client(), False)):
        client.post("/accounts/login/", {"login": "nguoila", "password": PASSWORD})
        client.post(STEP, code)
        assert ("_auth_user_id" in client.session) is is_in


def test_app_is_set_up_from_a_picture_in_the_page(client: Client, stranger: User) -> None:
    client.force_login(stranger)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    response = client.get("/accounts/2fa/totp/activate/")
    page = response.content.decode()
    assert "<svg" in page
    assert "data:image" not in page
    secret = response.context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert Authenticator.objects.filter(user=stranger, type=Authenticator.Type.TOTP).exists()
