"""The pages that a secretary opens most stay inside their numbers of queries, with many rows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officials.models import Unit, User
from rounds.models import Round
from tests.roles import announce, make_draft_round, make_frozen_round, make_official

pytestmark = pytest.mark.django_db
Make = Callable[..., Round]


def queries_of(client: Client, path: str) -> int:
    """Return what a page asks; Django has filled its caches before."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def announced(unit: Unit, **options: Any) -> Round:
    return announce(make_draft_round(unit, **options))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "page", "queries"),
    [
        (make_draft_round, "admin:rounds_round_change", 30),
        (announced, "admin:rounds_round_change", 30),
        (make_frozen_round, "admin:rounds_round_change", 12),
        (make_draft_round, "admin:rounds_round_freeze", 19),
        (make_draft_round, "secretariat:desk", 18),
        (announced, "secretariat:desk", 18),
        (make_frozen_round, "secretariat:desk", 14),
    ],
)
def test_pages_of_a_round(
    client: Client, unit: Unit, secretary: User, make: Make, page: str, queries: int
) -> None:
    round_ = make(unit, lines=12, voters=40, members=9)
    make_official(unit, "Đỗ Mới Lên")
    client.force_login(secretary)
    assert queries_of(client, reverse(page, args=[round_.pk])) == queries


@pytest.mark.slow
def test_home_of_a_secretary(client: Client, unit: Unit, secretary: User) -> None:
    for _number in range(3):
        make_draft_round(unit)
        make_frozen_round(unit)
    client.force_login(secretary)
    assert queries_of(client, "/") == 24
