"""A used card tells its owner the day; "this was not me" reaches the counting team and ends what was chosen."""

import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from ballots.committee_page import committee_page
from officials.models import User
from rounds.models import CardReport, LateCard, LoginCard, Round
from rounds.services import moves
from rounds.services.card_printing import PrintedCard
from rounds.services.card_use import report_used
from tests.roles import DIGITS, lock_out, make_frozen_round
from tests.rounds.cards import late_cards

pytestmark = pytest.mark.django_db
THEIRS, OWN = "mat-khau-cua-ke-khac-26", "hoa-sen-cua-toi-2026"
USED = "/accounts/card/used/"


@pytest.fixture
def card(frozen_round: Round, secretary: User, voter: User) -> PrintedCard:
    lock_out(voter)
    return late_cards(frozen_round, secretary, voter)[0]


@pytest.fixture
def thief(card: PrintedCard) -> Client:
    """Somebody who read the code, knows the digits and chose a password."""
    client = Client()
    enter(client, card)
    client.post("/accounts/first/choice/", {"password1": THEIRS, "password2": THEIRS})
    return client


def enter(client: Client, card: PrintedCard, fact: str = DIGITS) -> Any:
    typed = {"login": card.user.username, "card": card.code, "fact": fact}
    return client.post("/accounts/card/", typed, follow=True)


def test_the_owner_sees_the_day(client: Client, card: PrintedCard, thief: Client) -> None:
    page = enter(client, card)
    assert page.redirect_chain[-1][0] == USED
    assert f"{timezone.localdate():%d/%m/%Y}" in page.text
    assert f"{timezone.localdate():%d/%m/%Y}" in thief.get("/accounts/").text


def test_nobody_else_sees_it(client: Client, card: PrintedCard, thief: Client) -> None:
    assert enter(client, card, "000000").status_code == 200
    assert client.get(USED)["Location"] == "/accounts/card/"
    assert client.post(USED)["Location"] == "/accounts/card/"
    assert not CardReport.objects.exists()


@pytest.mark.slow
def test_the_report_ends_what_was_chosen(client: Client, card: PrintedCard, thief: Client) -> None:
    Authenticator.objects.create(user=card.user, type="webauthn", data={})
    assert thief.get("/").status_code == 200
    enter(client, card)
    assert "Đã báo" in client.post(USED).text
    account = User.objects.get(pk=card.user.pk)
    assert not account.has_usable_password()
    assert not Authenticator.objects.exists()
    assert thief.get("/accounts/").status_code == 302


@pytest.mark.slow
def test_the_team_and_only_theirs_sees_the_report(
    client: Client, card: PrintedCard, thief: Client, frozen_round: Round, head: User
) -> None:
    other = make_frozen_round()
    enter(client, card)
    client.post(USED)
    [report] = CardReport.objects.all()
    assert (report.round, report.user) == (frozen_round, card.user)
    [shown] = committee_page(frozen_round, head)["cards"]["reports"]
    assert shown == {"name": card.user.full_name, "day": timezone.localdate().isoformat()}
    assert other.card_reports.count() == 0


@pytest.mark.slow
def test_the_owner_gets_a_new_card(
    client: Client, card: PrintedCard, thief: Client, frozen_round: Round, secretary: User
) -> None:
    enter(client, card)
    client.post(USED)
    [again] = late_cards(frozen_round, secretary, card.user)
    enter(client, again)
    client.post("/accounts/first/choice/", {"password1": OWN, "password2": OWN})
    assert User.objects.get(pk=card.user.pk).check_password(OWN)
    assert enter(Client(), card).redirect_chain == []


def test_a_report_is_made_once_and_kept(card: PrintedCard, thief: Client) -> None:
    report_used(user=card.user)
    report_used(user=card.user)
    found = CardReport.objects.all()
    assert found.count() == 1
    with pytest.raises(IntegrityError, match="kept as they are"), transaction.atomic():
        found.update(user=card.user)
    with pytest.raises(IntegrityError, match="kept as they are"), transaction.atomic():
        found.delete()


def test_report_enters_the_log_by_the_day_once_the_vote_is_tidied(card: PrintedCard, thief: Client) -> None:
    report_used(user=card.user)
    assert not Entry.objects.filter(act="card.report").exists()
    moves.cancel_round(round_id=LateCard.objects.get().round_id, actor=None, reason="Hoãn")
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_chain_held()")
    found = Entry.objects.filter(act="card.report", subject_id=str(card.user.pk))
    assert {(entry.actor, timezone.localtime(entry.at).time()) for entry in found} == {
        (card.user, datetime.time())
    }


def test_a_card_that_a_password_ended_was_not_used(card: PrintedCard) -> None:
    card.user.set_password(OWN)
    card.user.save()
    assert [(one.is_over, one.used_on) for one in LoginCard.objects.all()] == [(True, None)]
