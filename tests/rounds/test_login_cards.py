"""Login cards: freezing waits for them, their codes work once and with a fact that no card prints."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from officials.mail import MAIL_TO_FILES
from officials.models import User
from rounds import preflight, ways_in
from rounds.errors import MoveRefused, RoundError, Where
from rounds.login_cards import code_in, hash_of, new_code
from rounds.models import LoginCard, Round
from rounds.services import moves
from rounds.services.card_printing import PrintedCard, give_cards
from tests.entries import the_entry
from tests.roles import DIGITS, lock_out, make_draft_round, make_user

pytestmark = pytest.mark.django_db
OWN = "hoa-sen-cua-toi-2026"
CHOICE = "/accounts/first/choice/"


@pytest.fixture(autouse=True)
def _no_mail(settings: Settings) -> None:
    settings.EMAIL_BACKEND = MAIL_TO_FILES


@pytest.fixture
def locked_out(draft_round: Round, voter: User) -> User:
    """A voter of the unit without a password."""
    lock_out(voter)
    return User.objects.get(pk=voter.pk)


@pytest.fixture
def card(draft_round: Round, secretary: User, locked_out: User) -> PrintedCard:
    return give_cards(round_id=draft_round.pk, actor=secretary, people=[locked_out.pk])[0]


def log_in(client: Client, login: str, code: str, fact: str = DIGITS) -> Any:
    return client.post("/accounts/card/", {"login": login, "card": code, "fact": fact})


def choose(client: Client) -> Any:
    return client.post(CHOICE, {"password1": OWN, "password2": OWN})


def missing(round_: Round) -> list[str]:
    return [str(one.message) for one in preflight.before_freezing(round_) if one.where == Where.CARDS]


def test_freezing_is_refused_with_the_names(draft_round: Round, locked_out: User, head: User) -> None:
    lock_out(head)
    with pytest.raises(MoveRefused) as refusal:
        moves.freeze_round(round_id=draft_round.pk, actor=None)
    [found] = refusal.value.missing
    assert found.where == Where.CARDS
    assert all(one.full_name in str(found.message) for one in (locked_out, head))


def test_ten_names_are_enough(english: None) -> None:
    round_ = make_draft_round(voters=13)
    lock_out(*User.objects.filter(electorates__round=round_))
    [text] = missing(round_)
    assert text.startswith("13 people have no way to log in: ")
    assert text.endswith(" and 3 more.")


def test_mail_is_a_way_in_for_people_with_an_address(
    draft_round: Round, locked_out: User, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "other.Backend"
    assert not missing(draft_round)
    User.objects.filter(pk=locked_out.pk).update(email="")
    assert missing(draft_round)


def test_a_card_is_a_way_in(draft_round: Round, card: PrintedCard) -> None:
    assert not missing(draft_round)
    assert moves.freeze_round(round_id=draft_round.pk, actor=None).state == Round.State.FROZEN


def test_the_code_leads_only_to_an_own_password(client: Client, card: PrintedCard) -> None:
    assert log_in(client, card.user.username, card.code.lower().replace("-", " ")).status_code == 302
    for path in ("/", "/results/", "/accounts/email/"):
        assert client.get(path)["Location"].startswith(f"{CHOICE}?next=")
    assert client.get("/", HTTP_ACCEPT="application/json").status_code == 403
    assert choose(client).status_code == 302
    assert client.get("/").status_code == 200
    own = {"login": card.user.username, "password": OWN}
    assert Client().post("/accounts/login/", own).status_code == 302


def test_the_code_works_once(client: Client, card: PrintedCard) -> None:
    log_in(client, card.user.username, card.code)
    choose(client)
    assert LoginCard.objects.get().is_over
    assert log_in(Client(), card.user.username, card.code)["Location"] == "/accounts/card/used/"


def test_another_name_or_code_is_refused(client: Client, card: PrintedCard, another_voter: User) -> None:
    assert log_in(client, another_voter.username, card.code).status_code == 200
    assert log_in(client, card.user.username, new_code()).status_code == 200


def test_the_code_alone_is_refused(client: Client, card: PrintedCard) -> None:
    for fact in ("", "204617", card.user.username, card.code):
        assert log_in(client, card.user.username, card.code, fact).status_code == 200
    assert (
        client.post("/accounts/login/", {"login": card.user.username, "password": card.code}).status_code
        == 200
    )
    assert log_in(Client(), card.user.username, card.code, "001 190 204 618").status_code == 302


@pytest.mark.slow
def test_five_wrong_facts_end_the_card(card: PrintedCard, draft_round: Round, secretary: User) -> None:
    for number in range(5):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        assert log_in(client, card.user.username, card.code, f"10000{number}").status_code == 200
    assert log_in(Client(REMOTE_ADDR="192.0.2.9"), card.user.username, card.code).status_code == 200
    assert missing(draft_round)
    [again] = give_cards(round_id=draft_round.pk, actor=secretary, people=[card.user.pk])
    assert log_in(Client(REMOTE_ADDR="192.0.2.8"), card.user.username, again.code).status_code == 302


def test_no_card_without_a_fact(draft_round: Round, secretary: User, locked_out: User) -> None:
    User.objects.filter(pk=locked_out.pk).update(identity_hash="")
    with pytest.raises(RoundError):
        give_cards(round_id=draft_round.pk, actor=secretary, people=[locked_out.pk])
    until = timezone.now() + datetime.timedelta(hours=1)
    with pytest.raises(IntegrityError, match="needs a fact"):
        LoginCard.objects.create(user=locked_out, round=draft_round, code_hash="0" * 64, valid_until=until)


def test_an_expired_code_is_refused(client: Client, card: PrintedCard) -> None:
    now = timezone.now()
    past = {"printed_at": now - datetime.timedelta(days=2), "valid_until": now - datetime.timedelta(days=1)}
    LoginCard.objects.update(**past)
    assert log_in(client, card.user.username, card.code).status_code == 200


def test_the_code_ends_with_the_vote(client: Client, card: PrintedCard, draft_round: Round) -> None:
    moves.cancel_round(round_id=draft_round.pk, actor=None, reason="Hoãn")
    assert log_in(client, card.user.username, card.code).status_code == 200


def test_printing_again_ends_the_earlier_code(
    client: Client, card: PrintedCard, draft_round: Round, secretary: User
) -> None:
    [again] = give_cards(round_id=draft_round.pk, actor=secretary, people=[card.user.pk])
    assert log_in(client, card.user.username, card.code).status_code == 200
    assert log_in(client, card.user.username, again.code).status_code == 302


def test_log_names_the_person_and_never_the_code(
    card: PrintedCard, draft_round: Round, secretary: User
) -> None:
    entry = the_entry(draft_round, "cards_printed")
    assert (entry.actor, entry.detail) == (secretary, f"{card.user} ({card.user.username})")
    assert LoginCard.objects.get().code_hash == hash_of(card.code) != code_in(card.code)


def test_guesses_are_limited_as_for_passwords(client: Client, card: PrintedCard) -> None:
    for _guess in range(5):
        log_in(client, card.user.username, new_code())
    assert log_in(client, card.user.username, card.code).status_code == 200


def test_no_card_for_people_of_others_or_with_a_password(
    draft_round: Round, secretary: User, other_secretary: User, locked_out: User, another_voter: User
) -> None:
    for actor, person in (
        (other_secretary, locked_out),
        (secretary, another_voter),
        (secretary, make_user()),
    ):
        with pytest.raises(RoundError):
            give_cards(round_id=draft_round.pk, actor=actor, people=[person.pk])


@pytest.mark.parametrize(
    ("values", "law"),
    [
        ({"code_hash": "ABCD-EFGH"}, "login_card_hashed"),
        ({"valid_until": datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)}, "login_card_valid"),
    ],
)
def test_database_refuses_other_cards(card: PrintedCard, values: dict[str, Any], law: str) -> None:
    with pytest.raises(IntegrityError, match=law), transaction.atomic():
        LoginCard.objects.update(**values)


def test_the_check_costs_one_query(
    draft_round: Round, locked_out: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:

    with django_assert_num_queries(1):
        list(ways_in.missing(draft_round))
