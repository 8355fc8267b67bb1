"""Login cards between freezing and closing: for people without a password, and on record for the counting team."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from officials.models import User
from rounds.errors import RoundError
from rounds.models import LateCard, LoginCard, Round
from rounds.services.card_printing import give_card, give_cards
from tests.ballots import hall
from tests.entries import the_entry
from tests.results import count
from tests.roles import DIGITS, lock_out, make_draft_round, make_user
from tests.rounds.cards import allow, late_cards

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def lost(frozen_round: Round, voter: User) -> User:
    """A voter of the frozen round who has lost the only card."""
    lock_out(voter)
    return User.objects.get(pk=voter.pk)


def test_a_card_after_freezing_is_on_record(frozen_round: Round, secretary: User, lost: User) -> None:
    [card] = late_cards(frozen_round, secretary, lost)
    late = LateCard.objects.get(round=frozen_round)
    assert (late.user, late.printed_by) == (lost, secretary)
    assert the_entry(frozen_round, "cards_printed").actor == secretary
    typed = {"login": lost.username, "card": card.code, "fact": DIGITS}
    assert Client().post("/accounts/card/", typed).status_code == 302


@pytest.mark.slow
def test_every_vote_of_the_person_has_the_record(frozen_round: Round, secretary: User, lost: User) -> None:
    """A card that is printed for another draft, or for the account alone."""
    draft = make_draft_round(frozen_round.unit, voters=[lost], lines=0)
    User.objects.filter(pk=lost.pk).update(email="")  # before freezing a card is for people beyond mail
    late_cards(draft, secretary, lost)
    allow(secretary, lost)
    give_card(account=lost, actor=secretary)
    assert [late.round for late in LateCard.objects.all()] == [frozen_round] * 2


def test_no_card_beside_a_password(frozen_round: Round, secretary: User, voter: User) -> None:
    lock_out(voter)
    User.objects.filter(pk=voter.pk).update(password="argon2$x")
    account = User.objects.get(pk=voter.pk)
    with pytest.raises(RoundError):
        give_card(account=account, actor=secretary)
    with pytest.raises(IntegrityError, match="without a password"):
        LoginCard.objects.create(user=account, code_hash="0" * 64, valid_until=timezone.now() + HOUR)


def test_database_refuses_a_card_without_its_record(frozen_round: Round, lost: User) -> None:
    values = {"code_hash": "0" * 64, "valid_until": timezone.now() + HOUR}
    other = make_draft_round(frozen_round.unit, voters=[lost], lines=0)
    for round_ in (frozen_round, other, None):
        with pytest.raises(IntegrityError, match="told to the counting team"), transaction.atomic():
            LoginCard.objects.create(user=lost, round=round_, **values)


def test_records_are_never_changed(frozen_round: Round, secretary: User, lost: User) -> None:
    allow(secretary, lost)
    give_card(account=lost, actor=secretary)
    found = LateCard.objects.all()
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        found.update(user=secretary)
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic():
        found.delete()


def test_no_card_after_closing(secretary: User) -> None:
    round_ = count.added()
    person, keeper = hall.voters(round_)[0], make_user(is_superuser=True)
    lock_out(person)
    with pytest.raises(RoundError):
        give_cards(round_id=round_.pk, actor=keeper, people=[person.pk])
    with pytest.raises(RoundError):
        give_card(account=person, actor=keeper)
    with pytest.raises(IntegrityError, match="after closing"), transaction.atomic():
        LateCard.objects.create(round=round_, user=person, printed_by=secretary)


def test_others_get_no_card_by_a_crafted_request(
    frozen_round: Round, other_secretary: User, lost: User
) -> None:
    with pytest.raises(RoundError):
        give_cards(round_id=frozen_round.pk, actor=other_secretary, people=[lost.pk])
    assert not LateCard.objects.exists()
