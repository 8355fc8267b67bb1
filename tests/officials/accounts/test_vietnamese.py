"""No page about accounts shows English to a Vietnamese reader; all of them exist in English too."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from officials.models import User
from tests.roles import PASSWORD
from tests.vietnamese import english_in

PAGES = [
    "", "login/", "logout/", "login/code/", "signup/", "inactive/", "email/", "password/change/",
    "password/reset/", "password/reset/done/", "password/reset/key/1-x/", "reauthenticate/", "2fa/",
    "2fa/totp/activate/", "2fa/totp/deactivate/", "2fa/webauthn/", "2fa/webauthn/add/",
    "2fa/recovery-codes/", "2fa/recovery-codes/generate/", "confirm-email/", "confirm-email/x/",
    "2fa/reauthenticate/", "2fa/webauthn/reauthenticate/",
]  # fmt: skip


@pytest.fixture
def browser_of(stranger: User) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(stranger)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("state", ["out", "in", "with second step"])
def test_page_is_vietnamese(browser_of: Client, stranger: User, path: str, state: str) -> None:
    client = Client(headers={"accept-language": "vi"}) if state == "out" else browser_of
    if state == "with second step":
        TOTP.activate(stranger, generate_totp_secret())
        RecoveryCodes.activate(stranger)
    page = client.get(f"/accounts/{path}", follow=True).content.decode()
    assert english_in(page) == []


def test_the_heuristic_finds_english() -> None:
    assert english_in("<p>Your password</p><p>Mật khẩu</p><script>var a</script>") == ["Your password"]


def test_english_when_asked_for(client: Client, db: None) -> None:
    page = client.get("/accounts/login/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en">' in page
    assert "User name or e-mail address" in page
