"""The home page names the newest results, and those that are not published yet."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from officials.models import Unit, User
from results.selectors import awaited_results, latest_results
from rounds.models import Round
from tests.results.factories import certify, make_documents, publish
from tests.roles import make_frozen_round, make_unit

pytestmark = pytest.mark.django_db
NOT_YET = "Kết quả chưa được công khai"


def home(client: Client, user: User) -> str:
    client.force_login(user)
    return client.get("/").text


@pytest.mark.parametrize("role", ["official", "leader", "voter"])
def test_reader_is_told_that_it_is_not_published_yet(
    client: Client, frozen_round: Round, secretary: User, role: str, request: pytest.FixtureRequest
) -> None:
    certified, user = certify(frozen_round), request.getfixturevalue(role)
    page = home(client, user)
    assert (NOT_YET in page, f"/results/{certified.pk}/" in page) == (True, False)
    publish(certified, secretary, "internal")
    page = home(client, user)
    assert (NOT_YET in page, f"/results/{certified.pk}/" in page) == (False, True)


def test_authority_finds_the_certified_minutes(
    client: Client, frozen_round: Round, authority_reader: User
) -> None:
    certified = certify(frozen_round)
    make_documents(certified)
    assert f"/results/{certified.pk}/" in home(client, authority_reader)
    documents = f"/results/{certified.pk}/documents/"
    assert client.get(f"{documents}minutes.pdf").status_code == 200
    report = certified.documents.get(kind="report")
    assert client.get(f"{documents}{report.slug}.pdf").status_code == 404


def test_stranger_learns_nothing(client: Client, frozen_round: Round, stranger: User) -> None:
    certified = certify(frozen_round)
    page = home(client, stranger)
    assert (NOT_YET in page, certified.title in page) == (False, False)


@pytest.mark.slow
def test_newest_come_first_at_the_same_cost_for_many(unit: Unit, secretary: User) -> None:
    asked, rounds = [], []
    for number in (1, 6):
        below = [make_unit(parent=unit, authority=unit) for _ in range(number)]
        rounds += [certify(make_frozen_round(one)) for one in below]
        with CaptureQueriesContext(connection) as queries:
            assert latest_results(user=secretary) == rounds[::-1][:5]
            assert awaited_results(user=secretary) == []
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_voter_without_a_role_costs_nine_queries(
    client: Client, frozen_round: Round, voter: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session, account, roles, votes, counting teams, results, awaited results, own dossiers and matters."""
    client.force_login(voter)
    with django_assert_num_queries(9):
        client.get("/")
