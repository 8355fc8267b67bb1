"""What one round needs touches its own shelf and the archive; what is asked each minute, the shelves only."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ballots import lookup, selectors, waiting
from ballots.services import closing, tidying
from ballots.shelves import SHELVES, shelf_of, tables_on
from ballots.turnouts import turnout
from rounds.models import Round
from rounds.services.noting import note_event
from tests.ballots.hall import VoterDevice, open_round, vote, voters

QUESTIONS = (
    waiting.rounds_to_verify,
    waiting.rounds_to_tidy,
    waiting.rounds_to_check_issued,
    waiting.rounds_to_count,
    waiting.rounds_to_open,
)


@contextmanager
def other_shelves_locked(round_: Round) -> Iterator[None]:
    """Lock all shelves but that of the round, as sweeping does one after the other."""
    others = [shelf for shelf in range(1, SHELVES + 1) if shelf != shelf_of(round_.pk)]
    tables = ", ".join(table for shelf in others for table in tables_on(shelf))
    beside = connection.copy()
    with beside.cursor() as cursor:
        cursor.execute(f"BEGIN; LOCK TABLE {tables}")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
            beside.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("committed")
def test_a_shelf_that_is_written_stops_only_its_own_rounds() -> None:
    """Page, issuing, casting and numbers; a wait would end with an error after `lock_timeout`."""
    round_ = open_round()
    user, client = voters(round_)[0], Client()
    client.force_login(user)
    with other_shelves_locked(round_):
        assert client.get(reverse("ballots:vote", args=[round_.pk])).status_code == 200
        assert client.get(reverse("ballots:status", args=[round_.pk])).status_code == 200
        receipt = VoterDevice(round_, user).take().cast()
        assert lookup.find_ballot(round_.pk, receipt["ballot"]).in_box
        assert turnout(round_.pk).returned == selectors.box_progress(round_).checked == 1
        assert selectors.issued_for(round_)["issued"]


@pytest.mark.django_db
@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_of_the_minute_reads_the_archive(question: Callable[[], Iterable[UUID]]) -> None:
    """Whatever the planner chooses: the archive is not in the plan."""
    round_ = open_round()
    VoterDevice(round_, voters(round_)[0]).take().cast()
    with CaptureQueriesContext(connection) as asked:
        question()
    plans = [plan(query["sql"]) for query in asked.captured_queries]
    assert len(plans) == 1
    assert "_archive" not in plans[0]


def plan(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.django_db
def test_the_minute_finds_rounds_whose_shelf_is_to_be_tidied_or_swept() -> None:
    round_ = open_round()
    vote(round_)
    assert waiting.rounds_to_tidy() == []
    closing.close_round(round_id=round_.pk, actor=None)
    assert waiting.rounds_to_tidy() == [round_.pk]
    tidying.erase_voting_order(round_id=round_.pk)
    assert waiting.rounds_to_tidy() == [round_.pk]
    note_event(round_, "swept", actor=None)
    assert waiting.rounds_to_tidy() == []
