"""Pages measured twice: in a small ministry whose pages are full, and in the same with twice the rows."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import ministry
from benchmarks.ministry import Ministry, Scale
from benchmarks.visits import Visit
from officials.models import User

# Enough for every list of the ministry's own people to be longer than a page.
FEW = Scale(units=30, accounts=200, officials=200, rounds=120, roll=30)
AS_MANY_AGAIN = Scale(units=3, accounts=200, officials=200, rounds=120, roll=30)
IN_ONE_UNIT = ("clerk", "official")  # whose lists are shorter
LARGEST = 60_000  # bytes of a page


@dataclass(frozen=True, slots=True)
class Measured:
    """What a page costs."""

    queries: int
    size: int


@dataclass(frozen=True, slots=True)
class Grown:
    """The cost of each page before and after the ministry has grown."""

    few: dict[Visit, Measured]
    many: dict[Visit, Measured]


def measure(made: Ministry, pages: tuple[Visit, ...]) -> dict[Visit, Measured]:
    """Return the cost of each page; Django has filled its caches before."""
    clients: dict[str, Client] = {}
    for person in {page.person for page in pages}:
        clients[person] = Client()
        clients[person].force_login(User.objects.get(pk=made.people[person].pk))
    return {page: _cost(clients[page.person], page.path(made)) for page in pages}


def _cost(client: Client, path: str) -> Measured:
    with CaptureQueriesContext(connection) as asked:
        answer: Any = client.get(path)
        assert answer.status_code == 200, path
        return Measured(len(asked), len(answer.content))


@pytest.fixture(scope="module")
def grown(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Grown:
    """The pages `PAGES` of the module, measured in both sizes."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.REQUIRE_STAFF_MFA", False)
        measured = _twice(request.module.PAGES)
        # Nothing is left open while the tests compare: it would hold back the snapshots of other databases.
        transaction.set_rollback(True)
    return measured


def _twice(pages: tuple[Visit, ...]) -> Grown:
    made = ministry.build(FEW)
    measure(made, pages)
    few = measure(made, pages)
    ministry.grow(made, AS_MANY_AGAIN)
    return Grown(few, measure(made, pages))


def stays(grown: Grown, page: Visit) -> None:
    """Assert that a page needs as many queries and bytes as before, but for the length of some names."""
    few, many = grown.few[page], grown.many[page]
    assert many.queries == few.queries
    assert many.size <= LARGEST
    if page.person not in IN_ONE_UNIT:
        assert many.size <= 1.1 * few.size
