"""After closing, the order of voting cannot be read from the database (docs/protocol.md §14.2)."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from ballots.models import CastBallot, IssuedBallot, ProofCheck
from ballots.services import closing, counting, tidying
from ballots.shelves import ARCHIVE
from rounds.models import Round
from rounds.services.moves import cancel_round
from tests.ballots.hall import VoterDevice, open_round, voters
from tests.secrecy import order
from tests.secrecy.sweeping import sweep

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed")]


@pytest.fixture
def closed() -> Round:
    """A round of a dozen voters who came in random order over many connections, closed."""
    round_ = open_round(voters=12, lines=2)
    people = voters(round_)
    random.Random(7).shuffle(people)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda user: _vote(round_, user), people))
    counting.verify_pending(round_id=round_.pk)
    return closing.close_round(round_id=round_.pk, actor=None)


def _vote(round_: Round, user: object) -> None:
    try:
        VoterDevice(round_, user).take().cast()  # type: ignore[arg-type]
    finally:
        connection.close()


def content() -> list[list[tuple[object, ...]]]:
    """All rows without their shelves."""
    return [
        sorted(tuple(map(str, row)) for row in table.objects.values_list(*columns_of(table)))
        for table in (CastBallot, IssuedBallot, ProofCheck)
    ]


def columns_of(table: type[Model]) -> list[str]:
    return [field.attname for field in table._meta.concrete_fields if field.attname != "shelf"]


def test_one_transaction_archives_all_rows_once(closed: Round) -> None:
    before = content()
    assert all(len(order.transactions(table)) > 1 for table in order.PARTS)
    assert tidying.erase_voting_order(round_id=closed.pk)
    assert content() == before
    assert not CastBallot.objects.filter(shelf__gt=ARCHIVE).exists()
    wrote = {table: order.transactions(table) for table in order.PARTS}
    assert {len(found) for found in wrote.values()} == {1}
    assert not tidying.erase_voting_order(round_id=closed.pk)
    assert {table: order.transactions(table) for table in order.PARTS} == wrote


def test_rows_lie_in_the_order_of_hashes_or_persons(closed: Round) -> None:
    """The large parts (TOAST) too, and no former version is left."""
    tidying.erase_voting_order(round_id=closed.pk)
    assert all(order.former_versions(table) > 0 for table in order.PARTS)
    sweep(closed)
    for table, key in order.PARTS.items():
        keys = [row[0] for row in order.hidden(table, key)]
        assert keys == sorted(keys, key=int if key == "elector_id" else str)
        assert order.former_versions(table) == 0
    numbers = [number for number, _transaction in order.large_parts("ballots_castballot")]
    assert len(numbers) == 12
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_column_toast_chunk_id(body)::int8 FROM ballots_castballot ORDER BY hash")
        assert [row[0] for row in cursor.fetchall()] == numbers


def test_sweeping_waits_for_old_readers(closed: Round) -> None:
    with ThreadPoolExecutor(1) as pool:
        reader = pool.submit(_begin_reading).result()
        tidying.erase_voting_order(round_id=closed.pk)
        assert not tidying.vacuum_tables(round_id=closed.pk)
        pool.submit(reader.close).result()
    sweep(closed)


def _begin_reading():  # type: ignore[no-untyped-def]
    copy = connection.copy()
    with copy.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT count(*) FROM ballots_castballot")
    return copy


def test_rows_cannot_be_deleted_or_changed_otherwise(closed: Round) -> None:
    for table, key in order.PARTS.items():
        for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET {key} = {key}"):  # noqa: S608
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)


def test_cancelled_box_is_tidied_too() -> None:
    round_ = open_round()
    for user in voters(round_):
        VoterDevice(round_, user).take().cast()
    cancel_round(round_id=round_.pk, actor=voters(round_)[0], reason="Mất điện")
    assert tidying.erase_voting_order(round_id=round_.pk)
    assert len(order.transactions("ballots_castballot")) == 1
    sweep(round_)
    assert len({row[1] for row in order.large_parts("ballots_castballot")}) == 1
