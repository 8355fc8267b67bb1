"""The time in which the box takes ballots is the same in Python and in SQL."""

import datetime
from itertools import product

import pytest
from django.db import connection
from django.utils import timezone

from ballots import window
from rounds.models import Round

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MOMENTS = [None, *(NOW + datetime.timedelta(seconds=seconds) for seconds in (-3600, -60, -30, 0, 60))]
STATES = [Round.State.FROZEN, Round.State.OPEN, Round.State.CLOSED]
COLUMNS = "state, is_paused, closes_at, issuing_ended_at, resumed_at, grace_seconds"


@pytest.mark.slow
def test_the_statement_that_casts_asks_what_the_page_says() -> None:
    rounds = [
        Round(**dict(zip(COLUMNS.split(", "), values, strict=True)))
        for values in product(STATES, [False, True], MOMENTS, MOMENTS, MOMENTS, [0, 30, 120])
    ]
    said = [window.takes_ballots(round_, NOW) for round_ in rounds]
    assert [_asked(round_) for round_ in rounds if round_.state == "open"] == [
        answer for round_, answer in zip(rounds, said, strict=True) if round_.state == "open"
    ]
    assert 100 < sum(said) < 600


def _asked(round_: Round) -> bool:
    values = [getattr(round_, name) for name in COLUMNS.split(", ")]
    types = ("text", "boolean", "timestamptz", "timestamptz", "timestamptz", "integer")
    row = ", ".join(f"%s::{kind}" for kind in types)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {window.TAKES_BALLOTS} FROM (VALUES ({row})) AS round_ ({COLUMNS})",  # noqa: S608
            [NOW, *values],
        )
        return bool(cursor.fetchone()[0])
