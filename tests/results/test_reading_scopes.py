"""Readers of a result: every role against every scope, nobody before certification."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from officials.models import User
from results import selectors
from rounds.models import Round
from tests.results.factories import certify, publish
from tests.roles import make_frozen_round

pytestmark = pytest.mark.django_db
ALWAYS = {"secretary", "auditor", "head"}
SCOPES = {
    "meeting": ALWAYS | {"voter", "authority_reader"},
    "internal": ALWAYS | {"voter", "official", "leader", "authority_reader"},
    "public": {"everyone"},
}
ROLES = [
    *("secretary", "other_secretary", "auditor", "head", "voter", "official", "leader"),
    *("authority_reader", "stranger", "anonymous"),
]


@pytest.fixture
def person(request: pytest.FixtureRequest) -> Callable[[str], User | AnonymousUser]:
    return lambda role: AnonymousUser() if role == "anonymous" else request.getfixturevalue(role)


def may_read(user: User | AnonymousUser, round_: Round) -> bool:
    return selectors.results_for_reader(user=user).filter(pk=round_.pk).exists()


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("role", ROLES)
def test_a_published_result(
    role: str,
    scope: str,
    certified_round: Round,
    secretary: User,
    person: Callable[[str], User | AnonymousUser],
) -> None:
    publish(certified_round, secretary, scope)
    allowed = SCOPES[scope] & {role, "everyone"}
    assert may_read(person(role), certified_round) is bool(allowed)


@pytest.mark.parametrize("role", ROLES)
def test_a_result_not_published_yet(
    role: str, certified_round: Round, person: Callable[[str], User | AnonymousUser]
) -> None:
    assert may_read(person(role), certified_round) is (role in ALWAYS | {"authority_reader"})


@pytest.mark.parametrize("role", ROLES)
def test_a_round_not_certified_yet(
    role: str, frozen_round: Round, person: Callable[[str], User | AnonymousUser]
) -> None:
    assert not may_read(person(role), frozen_round)


@pytest.mark.slow
@pytest.mark.usefixtures("isolated")
@pytest.mark.parametrize("role", ["leader", "authority_reader", "stranger", "anonymous"])
def test_a_result_marked_secret_is_never_open_to_readers(
    role: str, unit: object, secretary: User, person: Callable[[str], User | AnonymousUser]
) -> None:
    round_ = certify(make_frozen_round(unit, marking="secret"))  # type: ignore[arg-type]
    publish(round_, secretary, "public")
    assert not may_read(person(role), round_)
    assert may_read(secretary, round_)


@pytest.mark.slow
def test_a_rehearsal_is_not_shown_to_everyone(unit: object, secretary: User) -> None:
    round_ = certify(make_frozen_round(unit, is_rehearsal=True))  # type: ignore[arg-type]
    publish(round_, secretary, "public")
    assert not may_read(AnonymousUser(), round_)
    assert may_read(secretary, round_)


def test_without_permission_the_answer_is_404(client: Client, certified_round: Round, stranger: User) -> None:
    client.force_login(stranger)
    answers = [
        client.get(f"/results/{pk}/") for pk in (certified_round.pk, "00000000-0000-4000-8000-000000000000")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_anonymous_reader_is_redirected_to_login(client: Client, certified_round: Round) -> None:
    answer = client.get(f"/results/{certified_round.pk}/")
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next=/results/{certified_round.pk}/"
