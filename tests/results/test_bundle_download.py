"""Permissions of `/results/…/bundle.zip`."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import Unit, User
from results import selectors
from rounds.models import Round
from rounds.services import moves
from tests.results.factories import certify, publish
from tests.roles import make_draft_round, make_users

pytestmark = pytest.mark.django_db
STAFF = ["head", "secretary", "auditor"]
PUBLISHED = ["voter", "authority_reader"]
OTHERS = ["stranger", "other_secretary", "leader"]
EVERYBODY = [*STAFF, *PUBLISHED, *OTHERS]


def get(client: Client, user: User, round_: Round) -> Any:
    client.force_login(user)
    return client.get(reverse("results:bundle", args=[round_.pk]), headers={"accept-language": "en"})


def may_have(user: User, round_: Round) -> bool:
    return selectors.bundles_for_reader(user=user).filter(pk=round_.pk).exists()


@pytest.mark.parametrize("role", EVERYBODY)
def test_before_publication_only_the_staff_has_it(
    role: str, certified_round: Round, request: pytest.FixtureRequest
) -> None:
    assert may_have(request.getfixturevalue(role), certified_round) == (role in STAFF)


@pytest.mark.parametrize("scope", Round.Scope.values)
@pytest.mark.parametrize("role", EVERYBODY)
def test_voters_and_authority_get_the_bundle_once_published(
    role: str, scope: str, certified_round: Round, secretary: User, request: pytest.FixtureRequest
) -> None:
    round_ = publish(certified_round, secretary, scope)
    assert may_have(request.getfixturevalue(role), round_) == (role in [*STAFF, *PUBLISHED])


@pytest.mark.parametrize("role", [*PUBLISHED, *OTHERS])
def test_for_others_it_does_not_exist(
    role: str, client: Client, certified_round: Round, request: pytest.FixtureRequest
) -> None:
    assert get(client, request.getfixturevalue(role), certified_round).status_code == 404


@pytest.mark.parametrize("role", [*STAFF, *PUBLISHED])
def test_before_certification_it_does_not_exist(
    role: str, client: Client, frozen_round: Round, request: pytest.FixtureRequest
) -> None:
    assert get(client, request.getfixturevalue(role), frozen_round).status_code == 404


def test_logged_out_is_led_to_login(client: Client, certified_round: Round) -> None:
    answer = client.get(reverse("results:bundle", args=[certified_round.pk]))
    assert answer.status_code == 302


@pytest.mark.slow
@pytest.mark.usefixtures("isolated")
def test_marked_secret_it_is_refused_in_words(client: Client, secretary: User) -> None:
    draft = make_draft_round(secretary.unit_roles.get().unit, marking="secret", lines=1)
    round_ = certify(
        moves.freeze_round(round_id=draft.pk, actor=secretary, reason="Họp đột xuất"), [(4, 1, 1)]
    )
    answer = get(client, secretary, round_)
    assert answer.status_code == 403
    assert "The result is marked secret." in answer.content.decode()
    assert reverse("results:bundle", args=[round_.pk]) not in desk(client, round_)


@pytest.mark.slow
@pytest.mark.usefixtures("isolated")
def test_secret_bundle_is_never_given_outside_the_unit(
    unit: Unit, voter: User, authority_reader: User
) -> None:
    draft = make_draft_round(unit, marking="secret", lines=1, voters=[voter, *make_users(5)])
    round_ = certify(moves.freeze_round(round_id=draft.pk, actor=None), [(4, 1, 1)])
    publish(round_, voter, "meeting")  # no service does
    assert not any(may_have(user, round_) for user in (voter, authority_reader))


def desk(client: Client, round_: Round) -> str:
    return client.get(reverse("secretariat:desk", args=[round_.pk])).content.decode()


@pytest.mark.slow
def test_the_desk_leads_to_it(client: Client, secretary: User, certified_round: Round) -> None:
    client.force_login(secretary)
    assert reverse("results:bundle", args=[certified_round.pk]) in desk(client, certified_round)


@pytest.mark.parametrize(("role", "is_shown"), [("voter", True), ("stranger", False)])
def test_result_page_links_to_the_bundle_with_permission(
    role: str,
    is_shown: bool,
    client: Client,
    certified_round: Round,
    secretary: User,
    request: pytest.FixtureRequest,
) -> None:
    round_ = publish(certified_round, secretary, "public")
    client.force_login(request.getfixturevalue(role))
    page = client.get(reverse("results:result", args=[round_.pk])).content.decode()
    assert (reverse("results:bundle", args=[round_.pk]) in page) == is_shown


def test_the_ballot_page_leads_voters_to_it_once_published(
    client: Client, certified_round: Round, voter: User, secretary: User
) -> None:
    link = reverse("results:bundle", args=[certified_round.pk])
    client.force_login(voter)
    assert link not in client.get(reverse("ballots:vote", args=[certified_round.pk])).text
    publish(certified_round, secretary, "internal")
    assert link in client.get(reverse("ballots:vote", args=[certified_round.pk])).text
    assert get(client, voter, certified_round).status_code == 200
