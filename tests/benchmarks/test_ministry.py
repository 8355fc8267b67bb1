"""The generator of a ministry: as many rows as asked for, rounds in every state, with and without ballots."""

from collections import Counter

import pytest
from django.db import connection

from ballots.models import CastBallot, IssuedBallot
from benchmarks import boxes, browsing, meetings, ministry
from benchmarks.ministry import Scale
from officials.models import Official, Post, Unit, User
from operations.embedded.roles import APPLICATION
from results.selectors import results_for_reader
from rounds.frozen import frozen_configuration
from rounds.models import Elector, Line, Round

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SCALE = Scale(units=3, accounts=20, officials=9, rounds=20, roll=8)


def test_makes_as_many_rows_as_asked_for() -> None:
    ministry.build(SCALE)
    assert Unit.objects.count() == 1 + SCALE.units
    assert User.objects.count() == SCALE.accounts + SCALE.units + len(ministry.PEOPLE)
    assert (Official.objects.count(), Post.objects.count()) == (SCALE.officials, 2 * SCALE.officials)
    assert Elector.objects.count() == SCALE.rounds * (SCALE.roll + 1)


def test_brings_rounds_into_every_state() -> None:
    ministry.build(SCALE)
    found = Counter(Round.objects.values_list("state", flat=True))
    assert found == Counter(map(str, meetings.ENDS))


def test_frozen_rounds_hold_their_own_names() -> None:
    ministry.build(SCALE)
    for round_ in Round.objects.filter(config__isnull=False).select_related("unit"):
        words = frozen_configuration(round_)
        assert (words.unit, len(words.lines)) == (round_.unit.name, round_.lines.count())


def test_grows() -> None:
    made = ministry.build(SCALE)
    ministry.grow(made, SCALE)
    assert Round.objects.count() == len(made.rounds) == 2 * SCALE.rounds


def test_planner_knows_the_rows_before_they_are_committed() -> None:
    made = ministry.build(SCALE)
    ministry.grow(made, SCALE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, reltuples FROM pg_class WHERE oid = 'rounds_line'::regclass")
        assert cursor.fetchone() == (APPLICATION, Line.objects.count())


def test_official_with_an_account_reads_a_result_in_the_smallest_ministry() -> None:
    """A page of results that is empty asks less than a full one, and could not be compared with it."""
    made = ministry.build(browsing.FEW)
    read = results_for_reader(user=made.people["official"])
    assert [round_.state for round_ in read] == [Round.State.PUBLISHED]
    others = Official.objects.filter(user__isnull=False).exclude(user=made.people["official"])
    assert [one.full_name.startswith("Nguyễn Thị ") for one in others] == [True]


def test_puts_ballots_into_the_boxes_of_closed_rounds() -> None:
    ministry.build(SCALE, boxes.fill)
    closed = Round.objects.exclude(fingerprint="").count()
    assert CastBallot.objects.count() == IssuedBallot.objects.count() == closed * (SCALE.roll + 1)


def test_names_differ_between_units() -> None:
    made = ministry.build(Scale(units=200, accounts=1, officials=0, rounds=0, roll=0))
    assert len({unit.name for unit in made.units}) == 201
