"""People see their logins with device and day, and can end those on other devices."""

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from officials.models import Login, User
from tests.ballots.hall import open_round
from tests.roles import PASSWORD, make_user, make_users

pytestmark = pytest.mark.django_db
LOGINS = "/accounts/logins/"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 coc_coc_browser/125 Chrome/119.0 Mobile Safari/537.36"
)


def logged_in(user: User, agent: str = CHROME) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert get_user(client) == user
    return client


def test_other_devices_are_listed_with_their_day(stranger: User) -> None:
    here, _phone = logged_in(stranger), logged_in(stranger, PHONE)
    page = here.get(LOGINS).text
    assert "Chrome, Windows" in page
    assert "Cốc Cốc, Android" in page
    assert page.count("Đăng xuất ở đó") == 1


def test_one_login_is_ended(stranger: User) -> None:
    here, phone, third = logged_in(stranger), logged_in(stranger, PHONE), logged_in(stranger)
    row = Login.objects.get(session=phone.session.session_key)
    here.post(LOGINS, {"end": str(row.pk)})
    assert [get_user(client).is_authenticated for client in (here, phone, third)] == [True, False, True]


def test_all_others_are_ended_and_told(stranger: User, mailoutbox: list[EmailMessage]) -> None:
    here, others = logged_in(stranger), [logged_in(stranger), logged_in(stranger, PHONE)]
    here.post(LOGINS, {"end": "all"})
    assert [get_user(client).is_authenticated for client in (here, *others)] == [True, False, False]
    assert "thiết bị khác đã bị đăng xuất" in str(mailoutbox[-1].body)


def test_nobody_ends_the_login_of_another_person(stranger: User) -> None:
    other = logged_in(make_user())
    row = Login.objects.get(session=other.session.session_key)
    logged_in(stranger).post(LOGINS, {"end": str(row.pk)})
    assert get_user(other).is_authenticated


def test_nonsense_ends_nothing(stranger: User) -> None:
    here, other = logged_in(stranger), logged_in(stranger)
    for value in ("", "x", "00000000-0000-0000-0000-000000000000"):
        assert here.post(LOGINS, {"end": value}).status_code == 302
    assert get_user(other).is_authenticated


def test_the_row_follows_the_session_and_goes_with_it(stranger: User) -> None:
    client = logged_in(stranger)
    form = {"oldpassword": PASSWORD, "password1": "tin-nhiem-moi-2027", "password2": "tin-nhiem-moi-2027"}
    client.post("/accounts/password/change/", form)
    assert Login.objects.get(user=stranger).session_id == client.session.session_key
    client.post("/accounts/logout/")
    assert not Login.objects.exists()


def test_the_page_does_not_grow_with_the_logins(stranger: User) -> None:
    here = logged_in(stranger)
    sessions = Session.objects.bulk_create(
        Session(session_key=f"k{number}", session_data="", expire_date="2100-01-01T00:00Z")
        for number in range(80)
    )
    Login.objects.bulk_create(
        Login(user=stranger, session=one, device="Chrome", day="2026-11-02") for one in sessions
    )
    assert here.get(LOGINS).text.count("Đăng xuất ở đó") == 50
    here.post(LOGINS, {"end": "all"})
    assert Login.objects.filter(user=stranger).count() == 1


@pytest.mark.slow
def test_ending_during_a_vote_is_logged_by_the_day(stranger: User) -> None:
    open_round(voters=[stranger, *make_users(4)])
    here, _other = logged_in(stranger), logged_in(stranger)
    here.post(LOGINS, {"end": "all"})
    assert not Entry.objects.filter(act="login.end").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT day, person FROM audit_held WHERE act = 'login.end'")
        assert cursor.fetchall() == [(timezone.localdate(), stranger.pk)]
