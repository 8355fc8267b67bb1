"""Announcing many rounds in one act costs few statements for each, whatever the length of ballot and roll."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from approvals import services as approvals
from officials.models import Unit, User
from rounds.models import Round
from tests.dossiers import file_dossiers
from tests.roles import make_draft_round, make_secretary, make_unit

pytestmark = pytest.mark.django_db
FOR_EACH = 40  # with dossiers; half of what it was while each step read and locked the round anew


@pytest.fixture
def secretary(unit: Unit) -> User:
    return make_secretary(unit)


def draft(unit: Unit, lines: int = 2, voters: int = 6) -> Round:
    opens = timezone.now() + datetime.timedelta(days=20)
    part = make_unit(parent=unit, authority=unit)
    ends = opens + datetime.timedelta(hours=4)
    round_ = make_draft_round(part, lines=lines, voters=voters, members=1, opens_at=opens, closes_at=ends)
    file_dossiers(round_)
    return round_


def statements(rounds: list[Round], actor: User) -> int:
    with CaptureQueriesContext(connection) as asked:
        approvals.take(act="round.announce", rows=rounds, actor=actor)
    assert Round.objects.filter(state="announced").count() >= len(rounds)
    return len(asked)


@pytest.mark.slow
def test_each_round_costs_few(unit: Unit, secretary: User) -> None:
    statements([draft(unit)], secretary)
    few, many = (statements([draft(unit) for _number in range(size)], secretary) for size in (1, 4))
    assert many - few <= 3 * FOR_EACH


@pytest.mark.slow
def test_a_long_ballot_and_roll_cost_the_same(unit: Unit, secretary: User) -> None:
    statements([draft(unit)], secretary)
    assert statements([draft(unit, 8, 60)], secretary) == statements([draft(unit)], secretary)
