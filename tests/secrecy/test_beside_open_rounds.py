"""A closed round is swept while other rounds of its shelf take ballots (docs/protocol.md §14.2)."""

import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ballots import rows, vacuuming
from ballots.events import SWEPT
from ballots.models import CastBallot
from ballots.services import closing, tidying
from ballots.services.casting import Receipt
from ballots.shelves import SHELVES, shelf_of, tables_on
from officials.models import User
from rounds.entries import entries_of, is_noted
from rounds.models import Round
from tests.ballots.hall import VoterDevice, open_round, vote, voters
from tests.secrecy import order
from tests.secrecy.sweeping import PATIENCE, sweep

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]
SHELF = 3
VOTERS = 120


def on_the_shelf(**options: object) -> Round:
    """Return an open round whose rows stand on the same shelf as those of the others made here."""
    number = bytes([*uuid.uuid4().bytes[:-1], SHELF - 1 + SHELVES * random.randrange(256 // SHELVES)])
    round_ = open_round(id=uuid.UUID(bytes=number), **options)
    assert shelf_of(round_.pk) == SHELF
    return round_


@contextmanager
def people_casting(round_: Round) -> Iterator[list[Receipt]]:
    """Let voters of an open round vote one after the other until the block ends; yields their receipts."""
    receipts: list[Receipt] = []
    begun, ended = threading.Event(), threading.Event()

    def come(users: list[User]) -> None:
        for user in users:
            if not ended.is_set():
                receipts.append(VoterDevice(round_, user).take().cast())
            begun.set()
        connection.close()

    people = voters(round_)
    with ThreadPoolExecutor(2) as pool:
        coming = [pool.submit(come, people[number::2]) for number in range(2)]
        begun.wait(PATIENCE)
        yield receipts
        ended.set()
        assert [one.result(PATIENCE) for one in coming] == [None, None]


def test_a_round_is_swept_while_others_cast_on_its_shelf(wait_until: Callable[..., object]) -> None:
    closed, other = on_the_shelf(), on_the_shelf(voters=VOTERS, lines=1)
    vote(closed)
    closing.close_round(round_id=closed.pk, actor=None)
    with people_casting(other) as receipts:
        cast = len(receipts)
        assert tidying.erase_voting_order(round_id=closed.pk)
        sweep(closed)
        wait_until(lambda: len(receipts) > cast)
    assert len(entries_of(closed, SWEPT)) == 1
    assert {receipt["ballot"] for receipt in receipts} == hashes(other)
    assert [order.former_versions(table) for table in order.PARTS] == [0, 0, 0]


def test_others_pass_between_two_tables_that_are_written_anew() -> None:
    tables, begin = tables_on(SHELF), time.monotonic()
    with CaptureQueriesContext(connection) as said:
        assert vacuuming.write_anew(tables)
    vacuums = [one["sql"] for one in said if one["sql"].startswith("VACUUM")]
    assert [table for sql in vacuums for table in tables if table in sql] == tables
    assert len(vacuums) == len(tables)
    assert time.monotonic() - begin >= len(tables) * vacuuming.PAUSE


def hashes(round_: Round) -> set[str]:
    return set(rows.ballots_of(round_.pk).values_list("hash", flat=True))


def test_no_file_keeps_the_rows_as_they_were_cast() -> None:
    """Each hash is left once as a ballot, once as a verdict and once in the index of either."""
    closed, other = on_the_shelf(), on_the_shelf(lines=1)
    vote(closed)
    vote(other, 3)
    closing.close_round(round_id=closed.pk, actor=None)
    names = [name.encode() for name in hashes(closed)]
    before = order.files_that_hold(settings.PLACES, names)
    tidying.erase_voting_order(round_id=closed.pk)
    between = order.files_that_hold(settings.PLACES, names)
    assert before.items() < between.items()
    sweep(closed)
    after = order.files_that_hold(settings.PLACES, names)
    assert set(before).isdisjoint(after)
    assert sorted(after.values()) == [len(names)] * 4
    assert {len(hashes(round_)) for round_ in (closed, other)} == {6, 3}


def test_the_rows_of_other_rounds_stay_on_their_shelf() -> None:
    closed, other = on_the_shelf(), on_the_shelf()
    vote(closed)
    vote(other)
    closing.close_round(round_id=closed.pk, actor=None)
    tidying.erase_voting_order(round_id=closed.pk)
    shelves = set(CastBallot.objects.values_list("round", "shelf"))
    assert shelves == {(closed.pk, 0), (other.pk, SHELF)}


def test_sweeping_is_noted_once_for_each_round_of_the_shelf(wait_until: Callable[..., object]) -> None:
    closed = [on_the_shelf(), on_the_shelf()]
    for round_ in closed:
        vote(round_)
        closing.close_round(round_id=round_.pk, actor=None)
        tidying.erase_voting_order(round_id=round_.pk)

    def are_swept_together() -> bool:
        tidying.vacuum_tables(round_id=closed[0].pk)
        return is_noted(closed[0], SWEPT)

    wait_until(are_swept_together)
    sweep(closed[1])  # autovacuum may have begun between
    assert [len(entries_of(round_, SWEPT)) for round_ in closed] == [1, 1]
    assert tidying.vacuum_tables(round_id=closed[1].pk)
    assert len(entries_of(closed[1], SWEPT)) == 1


@contextmanager
def reading(table: str) -> Iterator[None]:
    """Keep a table in use without an old snapshot."""
    beside = connection.copy()
    with beside.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(f"LOCK TABLE {table} IN ACCESS SHARE MODE")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
            beside.close()


@pytest.mark.slow
def test_a_table_in_use_delays_sweeping_and_no_voter(wait_until: Callable[..., object]) -> None:
    """The lock on the shelf is not waited for long, because ballots would wait behind it."""
    closed, other = on_the_shelf(), on_the_shelf(voters=VOTERS, lines=1)
    vote(closed)
    closing.close_round(round_id=closed.pk, actor=None)
    tidying.erase_voting_order(round_id=closed.pk)
    with reading(f"ballots_castballot_shelf{SHELF}"), people_casting(other) as receipts:
        assert not tidying.vacuum_tables(round_id=closed.pk)
        cast = len(receipts)
        wait_until(lambda: len(receipts) > cast)
    sweep(closed)
