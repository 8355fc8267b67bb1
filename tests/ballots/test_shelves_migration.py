"""Ballots of the last release move to shelves and archive without loss."""

import importlib
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ballots.models import CastBallot
from ballots.services import closing, tidying
from ballots.shelves import ARCHIVE, shelf_of
from operations.embedded import roles
from tests.ballots.former import make_round, migrated
from tests.ballots.hall import open_round, vote
from tests.owner import as_owner, become_owner, unguarded
from tests.roles import make_user
from tests.secrecy import order

LAST_RELEASE = [("ballots", "0011_server_secrets")]
VOTERS = 3
TABLES = ("ballots_castballot", "ballots_proofcheck", "ballots_issuedballot")


@pytest.fixture
def former(db: None) -> Any:
    return migrated(LAST_RELEASE)


def full_round(apps: Any, state: str, *events: str) -> uuid.UUID:
    """Make a round with ballots as rows of the last release, past the triggers; return its id."""
    become_owner()
    pk: uuid.UUID = make_round(apps, state).pk
    with unguarded():
        for event in events:
            apps.get_model("rounds", "RoundEvent").objects.create(round_id=pk, event=event)
        for number in range(VOTERS):
            _vote(apps, pk, number)
    return pk


def _vote(apps: Any, pk: uuid.UUID, number: int) -> None:
    user = apps.get_model("officials", "User").objects.create(username=f"{pk}-{number}"[:60])
    elector = apps.get_model("rounds", "Elector").objects.create(round_id=pk, user=user)
    answer = {"blinded": "aa", "evaluated": "bb", "proof": "cc"}
    apps.get_model("ballots", "IssuedBallot").objects.create(elector=elector, round_id=pk, **answer)
    names = {"hash": uuid.uuid4().hex * 2, "credential": uuid.uuid4().hex * 2}
    parts = {"body": b"body", "signature": b"signature", "token": b"token"}
    ballot = apps.get_model("ballots", "CastBallot").objects.create(round_id=pk, **names, **parts)
    apps.get_model("ballots", "ProofCheck").objects.create(ballot_id=ballot.pk, valid=True)


def migrate() -> None:
    become_owner()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    MigrationExecutor(connection).migrate([("ballots", "0012_shelves")])


def content() -> list[list[Any]]:
    """Return all rows of the three tables, sorted, without their shelves."""
    become_owner()
    found = []
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT to_jsonb(t) - 'shelf' FROM {table} t")  # noqa: S608
            found.append(sorted(cursor.fetchall(), key=str))
    return found


def shelves(table: str) -> set[tuple[uuid.UUID, int]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT round_id, shelf FROM {table}")  # noqa: S608
        return set(cursor.fetchall())


@pytest.mark.slow
def test_tidied_rounds_go_to_the_archive_and_others_to_a_shelf(former: Any) -> None:
    tidied = full_round(former, "published", "rewritten", "swept")
    not_swept = full_round(former, "archived", "rewritten")
    neither = full_round(former, "cancelled")
    before = content()
    migrate()
    assert content() == before
    places = {(tidied, ARCHIVE), (not_swept, ARCHIVE), (neither, shelf_of(neither))}
    assert shelves("ballots_castballot") == shelves("ballots_issuedballot") == places
    assert [len(rows) for rows in before] == [3 * VOTERS] * 3


@pytest.mark.slow
def test_the_laws_hold_for_migrated_rows(former: Any) -> None:
    full_round(former, "published", "rewritten", "swept")
    migrate()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid "
            "WHERE c.relname = ANY (%s) AND relnamespace = 'former'::regnamespace AND NOT tgisinternal",
            [[f"{table}_archive" for table in TABLES]],
        )
        assert cursor.fetchone() == (10,)


@pytest.fixture
def former_log(committed: None) -> Iterator[None]:
    """The table of the last release in which it noted what was swept."""
    with as_owner() as cursor:
        cursor.execute("CREATE TABLE rounds_roundevent (round_id uuid, event text)")
    yield
    with as_owner() as cursor:
        cursor.execute("DROP TABLE rounds_roundevent")


@pytest.fixture
def left_behind(former_log: None) -> Any:
    """A closed round with former versions of its rows in the archive, as the last release left them."""
    round_ = open_round()
    vote(round_)
    closing.close_round(round_id=round_.pk, actor=None)
    tidying.erase_voting_order(round_id=round_.pk)
    with unguarded() as cursor:
        cursor.execute("DELETE FROM ballots_proofcheck WHERE shelf = 0")
    assert order.former_versions("ballots_proofcheck_archive") >= 6
    return importlib.import_module("ballots.migrations.0013_archive_without_former_versions")


def sweep(migration: Any) -> None:
    with as_owner():
        migration.sweep_archive(None, connection.schema_editor())


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("committed")
def test_former_versions_are_removed_from_the_archive(left_behind: Any) -> None:
    """Also while autovacuum has a snapshot, for which the migration waits; a second run finds no harm."""
    for _time in range(2):
        sweep(left_behind)
        assert order.former_versions("ballots_proofcheck_archive") == 0
    assert CastBallot.objects.filter(shelf=ARCHIVE).count() == 6


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("committed")
def test_migration_stops_while_a_dump_reads_the_archive(
    left_behind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would end well otherwise, and the former versions would stay for good."""
    monkeypatch.setattr(left_behind, "PATIENCE", 0.0)
    with roles.connected(settings.PLACES, roles.SUPERUSER, "postgres") as dump:
        dump.execute("BEGIN")
        dump.execute("SELECT pg_current_xact_id()")
        make_user()  # a later transaction
        with pytest.raises(CommandError, match="then migrate again"):
            sweep(left_behind)
        dump.execute("COMMIT")
