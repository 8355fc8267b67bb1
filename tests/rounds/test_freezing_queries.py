"""The number of queries for freezing does not depend on the size of the round."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from officials.models import Unit, User
from officials.services import grant_role
from rounds.models import Round
from rounds.services import moves
from tests.roles import Role, make_draft_round, make_official, make_unit, make_user

pytestmark = pytest.mark.django_db


def draft(lines: int, voters: int) -> Round:
    """A draft with as many exempt officials as lines."""
    unit = make_unit(authority=make_unit())
    round_ = make_draft_round(unit, lines=lines, voters=voters, members=3)
    for _number in range(lines):
        make_official(unit, appointed_on=round_.opens_at)
    return round_


def queries_of_sealing(round_: Round, user: User) -> int:
    with CaptureQueriesContext(connection) as asked:
        moves.freeze_round(round_id=round_.pk, actor=user, reason="Họp đột xuất")
    return len(asked)


def queries_of_page(name: str, round_: Round, user: User) -> int:
    grant_role(user=user, unit=Unit.objects.get(pk=round_.unit_id), role=Role.SECRETARIAT)
    client = Client()
    client.force_login(user)
    client.get(reverse(name, args=[round_.pk]))  # fills Django's caches
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(name, args=[round_.pk])).status_code == 200
    return len(asked)


@pytest.mark.slow
def test_sealing(voter: User) -> None:
    small, large = draft(2, 6), draft(8, 60)
    assert queries_of_sealing(small, voter) == queries_of_sealing(large, voter)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["admin:rounds_round_change", "admin:rounds_round_freeze"])
def test_the_pages_of_a_draft(name: str) -> None:
    small, large = draft(2, 6), draft(8, 60)
    assert queries_of_page(name, small, make_user()) == queries_of_page(name, large, make_user())


@pytest.mark.slow
def test_the_page_of_a_frozen_round() -> None:
    rounds = [draft(2, 6), draft(8, 60)]
    for round_ in rounds:
        moves.freeze_round(round_id=round_.pk, actor=None)
    small, large = (queries_of_page("admin:rounds_round_change", round_, make_user()) for round_ in rounds)
    assert small == large
