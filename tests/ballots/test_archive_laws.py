"""The database keeps every row of a box once, and lets it into the archive only from its shelf."""

from typing import Any

import pytest
from django.db import Error, connection, transaction

from ballots import rows
from ballots.services import closing, tidying
from ballots.shelves import ARCHIVE, shelf_of
from rounds.models import Round
from tests.ballots.hall import open_round, vote

pytestmark = pytest.mark.django_db
TABLES = {
    "ballots_castballot": "hash, round_id, credential, body, signature, token",
    "ballots_proofcheck": "ballot_id, valid, reason",
    "ballots_issuedballot": "elector_id, round_id, blinded, evaluated, proof",
}


@pytest.fixture
def full() -> Round:
    """An open round in which everybody has voted."""
    round_ = open_round(voters=6, lines=1)
    vote(round_)
    return round_


def close(round_: Round) -> None:
    closing.close_round(round_id=round_.pk, actor=None)


def try_sql(sql: str, *, moving: Round | None = None) -> str:
    """Return the name of the constraint that refuses, or nothing; whatever was done is undone."""
    with transaction.atomic(), connection.cursor() as cursor:
        if moving:
            cursor.execute("SELECT set_config('tinnhiem.rewrite', %s, true)", [str(moving.pk)])
        try:
            with transaction.atomic():
                cursor.execute(sql)
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except Error as error:
            cause: Any = error.__cause__
            return str(cause.diag.constraint_name)
        finally:
            cursor.execute("SELECT set_config('tinnhiem.rewrite', '', true)")
        transaction.set_rollback(False)
    return ""


def copied(table: str, **other: str) -> str:
    """Return a statement that writes the rows of a table into the archive, with other values in some columns."""
    columns = TABLES[table]
    values = ", ".join(other.get(name, name) for name in columns.split(", "))
    return f"INSERT INTO {table} ({columns}, shelf) SELECT {values}, {ARCHIVE} FROM {table}"  # noqa: S608


def test_no_ballot_is_cast_or_issued_into_the_archive(full: Round) -> None:
    for table in ("ballots_castballot", "ballots_issuedballot"):
        assert try_sql(copied(table)) == "archive_only_moves"
        assert try_sql(copied(table), moving=full) == "archive_only_moves"
    close(full)
    assert try_sql(copied("ballots_castballot")) == "archive_only_moves"


def test_the_archive_takes_nothing_but_the_rows_of_the_shelf(full: Round) -> None:
    close(full)
    others = ({"hash": "repeat('0', 64)"}, {"body": "'x'::bytea"}, {"credential": "hash"}, {"token": "body"})
    for other in others:
        assert try_sql(copied("ballots_castballot", **other), moving=full) == "archive_only_moves"
    assert try_sql(copied("ballots_issuedballot", evaluated="blinded"), moving=full) == "archive_only_moves"


def test_no_row_leaves_its_shelf_before_it_is_archived(full: Round) -> None:
    close(full)
    for table in TABLES:
        assert try_sql(f"DELETE FROM {table}", moving=full) == "box_only_takes_in"  # noqa: S608


def test_nothing_in_the_archive_is_changed_or_removed(full: Round) -> None:
    close(full)
    tidying.erase_voting_order(round_id=full.pk)
    for table, columns in TABLES.items():
        key = columns.partition(",")[0]
        for moving in (None, full):
            assert try_sql(f"DELETE FROM {table}", moving=moving) == "box_only_takes_in"  # noqa: S608
            assert try_sql(f"UPDATE {table} SET {key} = {key}", moving=moving) == "box_only_takes_in"  # noqa: S608
            back = f"UPDATE {table} SET shelf = {shelf_of(full.pk)}"  # noqa: S608
            assert try_sql(back, moving=moving) == "box_only_takes_in"


def test_an_archived_ballot_cannot_be_cast_again(full: Round) -> None:
    close(full)
    tidying.erase_voting_order(round_id=full.pk)
    columns = TABLES["ballots_castballot"]
    again = (
        f"INSERT INTO ballots_castballot ({columns}, shelf) "  # noqa: S608
        f"SELECT {columns}, {shelf_of(full.pk)} FROM ballots_castballot"
    )
    assert try_sql(again) == "box_open"
    assert try_sql(again, moving=full) == "box_open"


def test_a_row_stands_on_the_shelf_of_its_round_only(full: Round) -> None:
    other = shelf_of(full.pk) % 8 + 1
    columns = TABLES["ballots_castballot"]
    astray = (
        f"INSERT INTO ballots_castballot ({columns}, shelf) SELECT {columns}, {other} FROM ballots_castballot"  # noqa: S608
    )
    assert try_sql(astray) == "castballot_on_its_shelf"


def test_a_round_is_read_the_same_before_and_after_it_is_archived(full: Round) -> None:
    close(full)
    before = [set(found.values_list("pk", flat=True)) for found in all_rows(full)]
    tidying.erase_voting_order(round_id=full.pk)
    assert [set(found.values_list("pk", flat=True)) for found in all_rows(full)] == before
    assert [found.filter(shelf=ARCHIVE).count() for found in all_rows(full)] == [6, 6, 6]


def all_rows(round_: Round) -> list[Any]:
    return [rows.ballots_of(round_.pk), rows.checks_of(round_.pk), rows.issued_of(round_.pk)]


def test_shelves_are_the_same_here_and_in_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, ballots_shelf(id) FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, 99)) x"
        )
        found = cursor.fetchall()
    assert [shelf_of(pk) for pk, _shelf in found] == [shelf for _pk, shelf in found]
    assert {shelf for _pk, shelf in found} == set(range(1, 9))
