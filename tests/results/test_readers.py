"""The list of readers agrees with what each person can read, in every scope."""

import pytest

from officials.models import Unit, User
from officials.services import grant_role
from results import selectors
from results.readers import rights_over
from rounds.models import Round
from tests.results.factories import certify, publish
from tests.roles import Role, make_frozen_round, make_user

pytestmark = pytest.mark.django_db
PEOPLE = ["secretary", "other_secretary", "auditor", "leader", "authority_reader", "official", "stranger"]
SCOPES = ["meeting", "internal", "public"]


@pytest.fixture
def people(request: pytest.FixtureRequest, unit: Unit, authority: Unit) -> list[User]:
    """Somebody of each role, a superuser, and people with roles above the unit and its authority."""
    found = [request.getfixturevalue(name) for name in PEOPLE]
    above = [make_user(f"Cấp trên {role.label}") for role in Role]
    for user, role in zip(above, Role, strict=True):
        grant_role(user=user, unit=authority, role=role)
    return [*found, *above, make_user("Quản trị", is_superuser=True)]


def named(round_: Round) -> set[str]:
    return {name for right in rights_over(round_) for name in right.names}


def readers(round_: Round, people: list[User]) -> set[str]:
    rows = [(user, selectors.results_for_reader(user=user).filter(pk=round_.pk)) for user in people]
    return {str(user) for user, found in rows if found.exists()}


@pytest.mark.parametrize("scope", ["meeting", "internal"])
def test_a_published_round_names_exactly_its_readers(
    certified_round: Round, people: list[User], secretary: User, head: User, scope: str
) -> None:
    round_ = publish(certified_round, secretary, scope)
    team = {str(member.user) for member in round_.committee.select_related("user")}
    assert named(round_) - team == readers(round_, people) - team


def test_a_certified_round_names_exactly_its_readers(certified_round: Round, people: list[User]) -> None:
    team = {str(member.user) for member in certified_round.committee.select_related("user")}
    assert named(certified_round) - team == readers(certified_round, people) - team


def test_before_certification_nobody_is_named(frozen_round: Round, people: list[User]) -> None:
    assert rights_over(frozen_round) == []


@pytest.mark.slow
@pytest.mark.usefixtures("isolated")
@pytest.mark.parametrize("scope", SCOPES)
def test_a_result_marked_secret_stays_with_the_staff(
    unit: Unit, secretary: User, leader: User, authority_reader: User, scope: str
) -> None:
    round_ = publish(certify(make_frozen_round(unit, marking="secret")), secretary, scope)
    assert str(secretary) in named(round_)
    assert not {str(leader), str(authority_reader)} & named(round_)


def test_everyone_is_said_of_a_public_result(certified_round: Round, secretary: User) -> None:
    round_ = publish(certified_round, secretary, "public")
    assert "mọi người" in [str(right.label) for right in rights_over(round_)]
