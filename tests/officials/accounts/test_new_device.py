"""A mail tells of a login from a device that is new for the account; during a vote the mail waits."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from ballots.events import SWEPT
from ballots.services import closing, tidying
from officials.accounts import own_changes
from officials.models import KnownDevice, User, WaitingMail
from officials.tasks import tell_waiting
from rounds.services.noting import note_event
from tests.ballots.hall import open_round, vote
from tests.roles import PASSWORD, make_users

pytestmark = pytest.mark.django_db


def log_in(client: Client, user: User) -> None:
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_each_device_is_told_once(stranger: User, mailoutbox: list[EmailMessage]) -> None:
    client = Client(
        headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1"}
    )
    for _time in range(2):
        log_in(client, stranger)
        client.post("/accounts/logout/")
    [mail] = mailoutbox
    assert mail.to == [stranger.email]
    assert "Safari, iPhone" in str(mail.body)
    log_in(Client(), stranger)
    assert len(mailoutbox) == 2


def test_the_cookie_goes_to_the_pages_of_the_login_only(stranger: User) -> None:
    client = Client()
    log_in(client, stranger)
    cookie = client.cookies["device"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/accounts/", True, "Lax")
    assert cookie.value not in str(list(KnownDevice.objects.values()))


@pytest.mark.slow
def test_during_a_vote_the_mail_waits_until_it_is_tidied(mailoutbox: list[EmailMessage]) -> None:
    voter, *others = make_users(5)
    round_ = open_round(voters=[voter, *others])
    log_in(Client(), voter)
    vote(round_)
    closing.close_round(round_id=round_.pk, actor=None)
    tidying.erase_voting_order(round_id=round_.pk)
    tell_waiting()
    assert (mailoutbox, WaitingMail.objects.count()) == ([], 1)
    note_event(round_, SWEPT, actor=None)
    tell_waiting()
    tell_waiting()
    [mail] = mailoutbox
    assert "thiết bị" in str(mail.body)
    assert not WaitingMail.objects.exists()


@pytest.mark.slow
def test_own_changes_of_the_login_wait_too(stranger: User, mailoutbox: list[EmailMessage]) -> None:
    open_round(voters=[stranger, *make_users(4)])
    own_changes.tell(user=stranger, kind="webauthn_added")
    assert (mailoutbox, WaitingMail.objects.get().kind) == ([], "webauthn_added")
