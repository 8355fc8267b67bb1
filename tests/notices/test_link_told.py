"""A link for logging in is mailed sealed; the secretariat sees whether it arrived, and nobody reads it."""

import pytest
from django.test import Client
from pytest_django import Settings

from notices.models import Notice
from notices.services import clerks
from officials.accounts.services import send_login_link
from officials.models import User
from rounds.models import Round
from tests.notices.notes import states, work
from tests.notices.postbox import Postbox
from tests.roles import lock_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(draft_round: Round, voter: User) -> User:
    lock_out(voter)
    return User.objects.get(pk=voter.pk)


def test_link_reaches_its_person_and_is_then_deleted(postbox: Postbox, person: User, secretary: User) -> None:
    send_login_link(account=person, actor=secretary)
    row = Notice.objects.get()
    assert "/first/link/" not in row.body
    work()
    ((address, mail),) = postbox.taken
    text = mail.get_payload(decode=True).decode()  # type: ignore[union-attr]
    row.refresh_from_db()
    assert (address, "/first/link/" in text) == (person.email, True)
    assert (row.state, row.body) == ("accepted", "")


def test_second_link_takes_back_the_first(postbox: Postbox, person: User, secretary: User) -> None:
    postbox.answers[person.email] = "451 4.7.1 greylisted"
    for _press in range(2):
        send_login_link(account=person, actor=secretary)
        work()
    first, second = Notice.objects.order_by("pk")
    assert (states(first, second), first.body) == (["withdrawn", "deferred"], "")


def test_secretary_sees_that_it_was_refused_and_not_what_it_says(
    client: Client, settings: Settings, postbox: Postbox, person: User, secretary: User
) -> None:
    settings.REQUIRE_STAFF_MFA = False
    postbox.answers[person.email] = "550 5.1.1 no such user"
    send_login_link(account=person, actor=secretary)
    work()
    client.force_login(secretary, backend="officials.accounts.backends.OneCheckBackend")
    row = Notice.objects.get()
    page = client.get(f"/notices/{row.pk}/").content.decode()
    assert "550 5.1.1 no such user" in page
    assert row.body not in page
    assert "chỉ người nhận được xem" in page


def test_next_link_does_not_take_the_place_of_an_earlier_one(
    postbox: Postbox, person: User, secretary: User
) -> None:
    for _press in range(2):
        send_login_link(account=person, actor=secretary)
    Notice.objects.order_by("pk")[0].delete()
    send_login_link(account=person, actor=secretary)
    assert Notice.objects.values("about").distinct().count() == 2


def test_withdrawn_link_loses_its_text_at_once(postbox: Postbox, person: User, secretary: User) -> None:
    send_login_link(account=person, actor=secretary)
    row = clerks.withdraw(notice_id=Notice.objects.get().pk, actor=secretary)
    row.refresh_from_db()
    assert (row.state, row.body) == ("withdrawn", "")
