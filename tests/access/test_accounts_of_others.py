"""Requests for keys and addresses of another account, by a user who has just confirmed the password."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from officials.models import User
from tests.access.house import NO_ROW, everything
from tests.roles import PASSWORD, make_user

pytestmark = pytest.mark.django_db
KEY = Authenticator.Type.WEBAUTHN


@pytest.fixture
def confirmed(stranger: User) -> Client:
    """Client of a user with an own key who has just entered the password."""
    Authenticator.objects.create(user=stranger, type=KEY, data={"name": "Của tôi"})
    client = Client()
    client.force_login(stranger)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("act", ["remove", "edit"])
def test_key_of_another_account_is_not_found(confirmed: Client, stranger: User, act: str) -> None:
    theirs = Authenticator.objects.create(user=make_user(), type=KEY, data={"name": "Của người khác"})
    own = Authenticator.objects.get(user=stranger)
    path = "/accounts/2fa/webauthn/keys/{}/{}/"
    before = everything()
    answers = [
        (answer.status_code, answer.content)
        for pk in (theirs.pk, NO_ROW)
        for answer in (
            confirmed.get(path.format(pk, act)),
            confirmed.post(path.format(pk, act), {"name": "x"}),
        )
    ]
    assert {status for status, _body in answers} == {404}
    assert len(set(answers)) == 1
    assert everything() == before
    assert confirmed.get(path.format(own.pk, act)).status_code == 200


@pytest.mark.parametrize("act", ["remove", "primary", "send"])
def test_address_of_another_account_is_not_found(confirmed: Client, act: str) -> None:
    theirs = EmailAddress.objects.get(user=make_user())
    before = everything()
    answers = [
        confirmed.post("/accounts/email/", {"email": address, f"action_{act}": "1"}, follow=True)
        for address in (theirs.email, "ai@example.test")
    ]
    assert answers[0].redirect_chain == answers[1].redirect_chain != []
    assert "ai@example.test" not in answers[1].text
    assert theirs.email not in answers[0].text
    assert everything() == before


def test_an_app_of_another_stays(confirmed: Client) -> None:
    other = make_user()
    TOTP.activate(other, generate_totp_secret())
    before = everything()
    assert confirmed.post("/accounts/2fa/totp/deactivate/", {"user": other.pk}).status_code == 404
    assert everything() == before
