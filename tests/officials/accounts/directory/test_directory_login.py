"""Logging in through the agency's directory, a certified provider of OpenID Connect."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from ballots.events import SWEPT
from ballots.services import closing, tidying
from ballots.waiting import is_person_held
from officials.accounts.selectors import with_directory_login
from officials.models import DirectoryIdentity, User
from rounds.services.noting import note_event
from tests.ballots.hall import open_round, vote
from tests.officials.accounts.directory.directory_server import BACK, BEGIN, begin, log_in_there
from tests.roles import make_users

pytestmark = pytest.mark.django_db


def enter(client: Client, login: str, *, after: str = "") -> object:
    return client.get(log_in_there(begin(client, after=after), login=login))


def is_in(client: Client, user: User) -> bool:
    return client.session.get("_auth_user_id") == str(user.pk)


def test_the_staff_code_finds_the_account(client: Client, lan: User) -> None:
    answer = enter(client, "lan", after="/help/")
    assert answer.headers["Location"] == "/help/"  # type: ignore[attr-defined]
    assert is_in(client, lan)


def test_it_asks_with_pkce_for_no_more_than_it_needs(client: Client, lan: User) -> None:
    asked = parse_qs(urlsplit(begin(client)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert sorted(asked["scope"][0].split()) == ["openid", "profile"]


@pytest.mark.parametrize("login", ["namesake", "unconfirmed", "outside"])
def test_a_name_or_an_address_finds_none(client: Client, lan: User, login: str) -> None:
    answer = enter(client, login)
    assert answer.status_code == 403  # type: ignore[attr-defined]
    assert "Không có tài khoản nào" in answer.text  # type: ignore[attr-defined]
    assert not is_in(client, lan)


@pytest.mark.usefixtures("by_address")
@pytest.mark.parametrize(
    ("login", "is_taken"), [("namesake", True), ("unconfirmed", False), ("outside", False)]
)
def test_without_codes_a_confirmed_address_of_the_agency_does(
    client: Client, lan: User, login: str, is_taken: bool
) -> None:
    enter(client, login)
    assert is_in(client, lan) == is_taken


def test_another_entry_with_the_same_code_is_refused(client: Client, lan: User) -> None:
    enter(client, "lan")
    other = Client()
    assert enter(other, "second").status_code == 403  # type: ignore[attr-defined]
    assert not is_in(other, lan)


def test_the_entry_stays_tied_when_the_code_changes(client: Client, lan: User) -> None:
    enter(client, "lan")
    User.objects.filter(pk=lan.pk).update(staff_code="CB-099")
    again = Client()
    enter(again, "lan")
    assert is_in(again, lan)


def test_the_first_login_is_told_to_the_owner(client: Client, lan: User, mailoutbox: list[Any]) -> None:
    enter(client, "lan")
    enter(Client(), "lan")
    [told] = [mail for mail in mailoutbox if "hệ thống đăng nhập của cơ quan" in mail.body]
    assert told.to == [lan.email]
    assert "Cổng cán bộ" in told.body


def test_a_superuser_or_a_blocked_account_is_not_opened(client: Client, lan: User) -> None:
    for change in ({"is_superuser": True}, {"is_superuser": False, "is_active": False}):
        User.objects.filter(pk=lan.pk).update(**change)
        assert enter(client, "lan").status_code == 403  # type: ignore[attr-defined]
        assert not is_in(client, lan)


def test_nothing_of_the_answer_is_kept(client: Client, lan: User) -> None:
    enter(client, "lan")
    assert [model.objects.count() for model in (SocialAccount, SocialApp, SocialToken)] == [0, 0, 0]
    kept = str([session.get_decoded() for session in Session.objects.all()])
    assert "staff_code" not in kept
    assert "Nguyễn" not in kept
    assert "eyJ" not in kept  # a token
    [tied] = DirectoryIdentity.objects.values_list("user", "subject")
    assert tied == (lan.pk, "lan")


def test_a_person_who_came_this_way_has_a_way_to_log_in(client: Client, lan: User) -> None:
    assert not with_directory_login().filter(pk=lan.pk).exists()
    enter(client, "lan")
    assert with_directory_login().get() == lan


def test_an_answer_that_nobody_asked_for_is_refused(client: Client, lan: User) -> None:
    path = log_in_there(begin(client), login="lan")
    answer = Client().get(path)
    assert (answer.status_code, "_auth_user_id" in client.session) == (403, False)


def test_cancelling_leads_back_to_the_login(client: Client, lan: User) -> None:
    state = parse_qs(urlsplit(begin(client)).query)["state"][0]
    answer = client.get(BACK, {"error": "access_denied", "state": state}, follow=True)
    assert answer.request["PATH_INFO"] == "/accounts/login/"
    assert "đã được hủy" in answer.text


def test_it_is_off_without_an_issuer(client: Client, settings: Settings, db: None) -> None:
    settings.OIDC_ISSUER = settings.OIDC_NAME = ""
    assert client.post(BEGIN).status_code == client.get(BACK).status_code == 404
    assert BEGIN not in client.get("/accounts/login/").text


@pytest.mark.slow
def test_nobody_on_the_roll_of_an_open_vote_is_tied(client: Client, lan: User) -> None:
    round_ = open_round(voters=[lan, *make_users(4)])
    enter(client, "lan")
    assert is_in(client, lan)
    assert not DirectoryIdentity.objects.exists()
    vote(round_)
    closing.close_round(round_id=round_.pk, actor=None)
    tidying.erase_voting_order(round_id=round_.pk)
    assert is_person_held(user_id=lan.pk)
    note_event(round_, SWEPT, actor=None)
    enter(Client(), "lan")
    assert DirectoryIdentity.objects.get().user == lan
