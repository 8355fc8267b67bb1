"""Pages of a ministry read about as many rows as they need; Postgres says how many it read."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from benchmarks import ministry, visits
from benchmarks.ministry import Ministry
from officials.models import Official, Post, UnitRole, User
from officials.selectors import units_of
from rounds import states
from rounds.models import Elector, Round
from rounds.states import Actor
from tests.growth import FEW
from tests.rows_read import RowsRead

PAGES = {page.name: page for page in visits.ALL}


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Ministry]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield ministry.build(FEW)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _kept(made: Ministry, django_db_blocker: Any, settings: Any) -> Iterator[None]:
    settings.REQUIRE_STAFF_MFA = False
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def rows_read(made: Ministry, name: str) -> dict[str, int]:
    """Return table → rows that Postgres reads for a page, once Django has filled its caches."""
    page, client = PAGES[name], Client()
    client.force_login(User.objects.get(pk=made.people[page.person].pk))
    path = page.path(made)
    client.get(path)
    with RowsRead() as read:
        assert client.get(path).status_code == 200
    return read.of


def electors_of(made: Ministry, name: str) -> int:
    """Return how many places the rolls of the person's units hold that tie people to them."""
    units = units_of(made.people[name], UnitRole.Role.SECRETARIAT)
    frozen = {"round__state__in": states.seen_by(Actor.COMMITTEE), "round__config__isnull": False}
    return Elector.objects.filter(round__unit__in=units, **frozen).count()


@pytest.mark.slow
def test_list_of_accounts_reads_the_rolls_once(made: Ministry) -> None:
    assert 0 < rows_read(made, "list of user, clerk")["rounds_elector"] <= electors_of(made, "clerk")


@pytest.mark.slow
def test_officials_without_account_are_found_from_the_own_units(made: Ministry) -> None:
    read = rows_read(made, "officials without account, clerk")
    assert read["rounds_elector"] < electors_of(made, "clerk") / 4
    assert read["officials_post"] < Post.objects.count()
    assert read["officials_official"] < Official.objects.count() / 4


@pytest.mark.slow
def test_searched_duties_read_each_round_as_often_as_all(made: Ministry) -> None:
    searched, every = (rows_read(made, f"{name}: desk") for name in ("duties searched", "all duties"))
    assert searched["rounds_round"] == every["rounds_round"] == 2 * Round.objects.count()


@pytest.mark.slow
def test_no_round_is_read_to_know_that_none_is_a_rehearsal(made: Ministry) -> None:
    assert rows_read(made, "new round").get("rounds_round", 0) < Round.objects.count()
