"""`/results/…/bundle.zip`: for those who can hold it against what they saw, and nobody else."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import User
from results import selectors
from rounds import services as rounds_services
from rounds.models import Round
from tests.results.factories import certify, publish
from tests.roles import make_draft_round

pytestmark = pytest.mark.django_db
ENTITLED = ["voter", "head", "secretary", "auditor", "authority_reader"]
OTHERS = ["stranger", "other_secretary", "leader"]


def get(client: Client, user: User, round_: Round) -> Any:
    client.force_login(user)
    return client.get(reverse("results:bundle", args=[round_.pk]), headers={"accept-language": "en"})


@pytest.mark.parametrize("role", [*ENTITLED, *OTHERS])
def test_who_may_have_it(role: str, sealed_round: Round, request: pytest.FixtureRequest) -> None:
    round_ = certify(sealed_round)
    bundles = selectors.bundles_for_reader(user=request.getfixturevalue(role))
    assert bundles.filter(pk=round_.pk).exists() == (role in ENTITLED)


@pytest.mark.parametrize("role", OTHERS)
def test_for_others_it_does_not_exist(
    role: str, client: Client, sealed_round: Round, request: pytest.FixtureRequest
) -> None:
    round_ = certify(sealed_round)
    assert get(client, request.getfixturevalue(role), round_).status_code == 404


@pytest.mark.parametrize("role", ENTITLED)
def test_before_certification_it_does_not_exist(
    role: str, client: Client, sealed_round: Round, request: pytest.FixtureRequest
) -> None:
    assert get(client, request.getfixturevalue(role), sealed_round).status_code == 404


def test_logged_out_is_led_to_login(client: Client, sealed_round: Round) -> None:
    answer = client.get(reverse("results:bundle", args=[certify(sealed_round).pk]))
    assert answer.status_code == 302


def test_marked_secret_it_is_refused_in_words(client: Client, secretary: User) -> None:
    draft = make_draft_round(secretary.unit_roles.get().unit, marking="secret", lines=1)
    round_ = certify(rounds_services.seal_round(round_id=draft.pk, actor=secretary), [(4, 1, 1)])
    answer = get(client, secretary, round_)
    assert answer.status_code == 403
    assert "The result is marked secret." in answer.content.decode()
    assert reverse("results:bundle", args=[round_.pk]) not in desk(client, round_)


def desk(client: Client, round_: Round) -> str:
    return client.get(reverse("results:desk", args=[round_.pk])).content.decode()


def test_the_desk_leads_to_it(client: Client, secretary: User, sealed_round: Round) -> None:
    round_ = certify(sealed_round)
    client.force_login(secretary)
    assert reverse("results:bundle", args=[round_.pk]) in desk(client, round_)


@pytest.mark.parametrize(("role", "is_shown"), [("voter", True), ("stranger", False)])
def test_the_result_leads_those_to_it_who_may_have_it(
    role: str,
    is_shown: bool,
    client: Client,
    sealed_round: Round,
    secretary: User,
    request: pytest.FixtureRequest,
) -> None:
    round_ = publish(certify(sealed_round), secretary, "public")
    client.force_login(request.getfixturevalue(role))
    page = client.get(reverse("results:result", args=[round_.pk])).content.decode()
    assert (reverse("results:bundle", args=[round_.pk]) in page) == is_shown
