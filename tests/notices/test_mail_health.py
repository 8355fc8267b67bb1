"""A rising share of failures is an alarm; few failures, or as many as ever, are none."""

import datetime

import pytest
from django.utils import timezone
from pytest_django import Settings

from notices import servers, tasks
from notices.health import mail_health
from notices.models import MailServer, Notice
from notices.services import trial
from officials.models import User
from rounds.models import Round
from tests.notices.notes import invite
from tests.notices.postbox import Postbox
from tests.roles import make_user, make_users

pytestmark = pytest.mark.django_db


def outcomes(round_: Round, accepted: int, refused: int, days_ago: float) -> None:
    rows = invite(round_, *make_users(accepted + refused))
    at = timezone.now() - datetime.timedelta(days=days_ago)
    values = {"tries": 1, "due_at": None, "changed_at": at}
    for part, state in ((rows[:accepted], "accepted"), (rows[accepted:], "refused")):
        Notice.objects.filter(pk__in=[row.pk for row in part]).update(state=state, said="550", **values)


@pytest.mark.parametrize(
    ("accepted", "refused", "alarm"), [(20, 4, False), (20, 5, True), (30, 5, False), (0, 5, True)]
)
def test_share_of_failures_is_an_alarm(draft_round: Round, accepted: int, refused: int, alarm: bool) -> None:
    outcomes(draft_round, accepted, refused, days_ago=0.5)
    assert mail_health().is_rising is alarm


def test_as_many_failures_as_in_the_week_before_are_none(draft_round: Round) -> None:
    for days in (0.5, 3):
        outcomes(draft_round, 20, 8, days_ago=days)
    assert not mail_health().is_rising


def test_change_of_settings_sends_a_test_mail_once(
    settings: Settings, postbox: Postbox, stranger: User
) -> None:
    keeper = make_user("Quản trị", is_superuser=True)
    for _minute in range(2):
        tasks.every_minute()
    assert postbox.addresses == [keeper.email]
    assert MailServer.objects.get().tested == servers.fingerprint()
    settings.DEFAULT_FROM_EMAIL = "moi@example.test"
    tasks.every_minute()
    assert postbox.addresses == [keeper.email] * 2


def test_test_mail_that_is_refused_leaves_the_settings_untested(postbox: Postbox, stranger: User) -> None:
    postbox.answers[stranger.email] = "550 5.1.1 no such user"
    trial.try_server(user_id=stranger.pk)
    server = MailServer.objects.get()
    assert (server.tested, server.said) == ("", "550 5.1.1 no such user")
