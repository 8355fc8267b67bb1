"""Links and cards keep no moment and no number of the person's own acts: only a day (docs/protocol.md §14)."""

import datetime
import json
import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from officials.accounts.services import send_login_link
from officials.accounts.session_store import start_of
from officials.models import LoginLink, User
from rounds.models import CardReport, LoginCard, Round
from rounds.services.card_printing import PrintedCard
from tests.roles import DIGITS, lock_out
from tests.rounds.cards import late_cards
from tests.secrecy.test_logins_by_the_day import MOMENT

pytestmark = pytest.mark.django_db
OWN = "hoa-sen-cua-toi-2026"
LOGS = (Entry,)


@pytest.fixture
def card(frozen_round: Round, secretary: User, voter: User) -> PrintedCard:
    lock_out(voter)
    return late_cards(frozen_round, secretary, voter)[0]


def enter(client: Client, card: PrintedCard) -> Any:
    typed = {"login": card.user.username, "card": card.code, "fact": DIGITS}
    return client.post("/accounts/card/", typed)


def use(card: PrintedCard) -> None:
    client = Client()
    enter(client, card)
    client.post("/accounts/first/choice/", {"password1": OWN, "password2": OWN})


def moments(table: str) -> list[Any]:
    """Return every value with a time of day in a table."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
        return [value for row in cursor.fetchall() for value in row if isinstance(value, datetime.datetime)]


def sequences() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences")
        return dict(cursor.fetchall())


def test_the_use_of_a_card_leaves_a_day(card: PrintedCard) -> None:
    before = moments("rounds_logincard")
    use(card)
    assert moments("rounds_logincard") == before
    assert type(LoginCard.objects.get().used_on) is datetime.date


def test_the_session_keeps_the_day_of_the_login(card: PrintedCard) -> None:
    use(card)
    session = Session.objects.get(login__user=card.user)
    moments = {float(number) for number in MOMENT.findall(json.dumps(session.get_decoded()))}
    assert moments == {start_of(timezone.localdate()).timestamp()}


@pytest.mark.slow
def test_neither_use_nor_report_is_numbered_or_logged(card: PrintedCard) -> None:
    numbers, entries = sequences(), [table.objects.count() for table in LOGS]
    use(card)
    client = Client()
    enter(client, card)
    client.post("/accounts/card/used/")
    assert CardReport.objects.count() == 1
    assert moments("rounds_cardreport") == []
    assert sequences() == numbers
    assert [table.objects.count() for table in LOGS] == entries


def test_the_use_of_a_link_leaves_nothing(
    voter: User, frozen_round: Round, secretary: User, mailoutbox: list[Any]
) -> None:
    send_login_link(account=voter, actor=secretary)
    link = next(line for line in str(mailoutbox[-1].body).splitlines() if "/first/link/" in line)
    numbers, entries = sequences(), [table.objects.count() for table in LOGS]
    client = Client()
    client.get(link[link.index("/accounts/") :])
    client.post("/accounts/first/")
    client.post("/accounts/first/choice/", {"password1": OWN, "password2": OWN})
    assert User.objects.get(pk=voter.pk).check_password(OWN)
    assert not LoginLink.objects.exists()
    # Before the vote is open a new device is told at once, by the day.
    assert [re.findall(r"\d:\d\d", str(message.body)) for message in mailoutbox[1:]] == [[]]
    assert sequences() == numbers
    assert [table.objects.count() for table in LOGS] == entries
