"""Freezing is refused while somebody of the round cannot log in; each way to log in counts."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from officials.mail import MAIL_TO_FILES
from officials.models import DirectoryIdentity, User
from rounds.errors import MoveRefused, Where
from rounds.models import Round
from rounds.services import moves
from rounds.services.card_printing import give_cards
from tests.roles import PASSWORD, lock_out

pytestmark = pytest.mark.django_db
ISSUER = "https://directory.example.test"


@pytest.fixture
def locked_out(draft_round: Round, voter: User, settings: Settings) -> User:
    settings.EMAIL_BACKEND = MAIL_TO_FILES
    settings.OIDC_ISSUER = ISSUER
    lock_out(voter)
    return User.objects.get(pk=voter.pk)


def password(user: User, _round: Round, _secretary: User, _settings: Settings) -> None:
    user.set_password(PASSWORD)
    user.save()


def passkey(user: User, _round: Round, _secretary: User, _settings: Settings) -> None:
    data = {"credential": {"clientExtensionResults": {"credProps": {"rk": True}}}}
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)


def address(_user: User, _round: Round, _secretary: User, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


def card(user: User, round_: Round, secretary: User, _settings: Settings) -> None:
    give_cards(round_id=round_.pk, actor=secretary, people=[user.pk])


def directory(user: User, _round: Round, _secretary: User, _settings: Settings) -> None:
    DirectoryIdentity.objects.create(user=user, issuer=ISSUER, subject="u-1")


@pytest.mark.parametrize(
    "give", [password, passkey, address, card, directory], ids=lambda give: give.__name__
)
def test_each_way_to_log_in_counts(
    draft_round: Round, locked_out: User, secretary: User, settings: Settings, give: Callable[..., None]
) -> None:
    with pytest.raises(MoveRefused) as refusal:
        moves.freeze_round(round_id=draft_round.pk, actor=None)
    [found] = refusal.value.missing
    assert locked_out.full_name in str(found.message)
    assert found.where == Where.CARDS
    give(locked_out, draft_round, secretary, settings)
    assert moves.freeze_round(round_id=draft_round.pk, actor=None).state == Round.State.FROZEN


def test_a_key_that_only_completes_a_password_is_no_way(draft_round: Round, locked_out: User) -> None:
    Authenticator.objects.create(user=locked_out, type=Authenticator.Type.WEBAUTHN, data={})
    with pytest.raises(MoveRefused):
        moves.freeze_round(round_id=draft_round.pk, actor=None)


def test_the_page_of_the_round_leads_to_the_cards(
    client: Client, draft_round: Round, locked_out: User, secretary: User
) -> None:
    client.force_login(secretary)
    page = client.get(reverse("admin:rounds_round_freeze", args=[draft_round.pk]))
    assert locked_out.full_name in page.text
    assert reverse("secretariat:login_cards", args=[draft_round.pk]) in page.text
