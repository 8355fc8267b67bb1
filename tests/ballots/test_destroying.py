"""The server's keys of a round are destroyed by a decision only, once it is archived."""

from pathlib import Path
from threading import Timer
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from ballots import keys
from ballots.errors import BallotError
from ballots.management.commands import destroy_key
from ballots.models import CastBallot, ServerSecret
from ballots.services import destroying
from operations.embedded import roles
from results.services import publishing
from rounds.entries import is_noted
from rounds.models import Round
from rounds.services.noting import note_event
from tests.entries import the_entry
from tests.owner import as_owner
from tests.results import count
from tests.roles import make_user
from tests.secrecy.sweeping import PATIENCE

pytestmark = pytest.mark.django_db
DECISION = "Số 12-QĐ/TU, 01/12/2026"


@pytest.fixture(autouse=True)
def as_patient_as_other_tests_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for transactions of tests in other databases of the server, which hold back the snapshot here."""
    monkeypatch.setattr(destroy_key, "PATIENCE", PATIENCE)


@pytest.fixture
def certified() -> Round:
    return count.certified()


@pytest.fixture
def archived(certified: Round) -> Round:
    return publishing.archive(round_id=certified.pk, actor=make_user())


def delete_row(round_: Round) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ballots_serversecret WHERE round_id = %s", [round_.pk])


def test_keys_go_and_the_rest_stays(archived: Round) -> None:
    ballots = CastBallot.objects.filter(round=archived).count()
    destroying.destroy_keys(round_id=archived.pk, decision=f" {DECISION} ")
    assert not ServerSecret.objects.filter(pk=archived.pk).exists()
    assert the_entry(archived, "keys_destroyed").detail == DECISION
    assert CastBallot.objects.filter(round=archived).count() == ballots > 0
    with pytest.raises(keys.KeysMissing):
        keys.load_server_keys(archived.pk)


def test_a_round_that_is_not_archived_keeps_its_keys(certified: Round) -> None:
    with pytest.raises(BallotError, match="kết thúc hồ sơ"):
        destroying.destroy_keys(round_id=certified.pk, decision=DECISION)
    assert ServerSecret.objects.filter(pk=certified.pk).exists()


def test_no_decision_no_destruction(archived: Round) -> None:
    with pytest.raises(CommandError, match="Enter number and date of the decision"):
        call_command("destroy_key", str(archived.pk), "--decision", " ")
    assert not is_noted(archived, "keys_destroyed")


def test_database_asks_for_the_state_and_the_entry(archived: Round) -> None:
    with pytest.raises(IntegrityError, match="destroyed by a decision"):
        delete_row(archived)
    note_event(archived, "keys_destroyed", actor=None, detail=DECISION)
    delete_row(archived)


def test_an_entry_alone_does_not_suffice(certified: Round) -> None:
    note_event(certified, "keys_destroyed", actor=None, detail=DECISION)
    with pytest.raises(IntegrityError, match="destroyed by a decision"):
        delete_row(certified)


def test_destroyed_keys_do_not_come_back(archived: Round) -> None:
    row = ServerSecret.objects.get(pk=archived.pk)
    destroying.destroy_keys(round_id=archived.pk, decision=DECISION)
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        row.save(force_insert=True)
    with pytest.raises(BallotError):
        destroying.destroy_keys(round_id=archived.pk, decision=DECISION)


def test_unknown_round_is_named() -> None:
    with pytest.raises(CommandError, match="There is no round"):
        call_command("destroy_key", str(uuid4()), "--decision", DECISION)


def file_of_the_table() -> bytes:
    """Return what the disk of the embedded server holds of the table."""
    with as_owner() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_relation_filepath('ballots_serversecret')")
        return Path(settings.PLACES.postgres, cursor.fetchone()[0]).read_bytes()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_command_leaves_no_byte_in_the_table(committed: None, capsys: pytest.CaptureFixture[str]) -> None:
    round_ = publishing.archive(round_id=count.certified().pk, actor=make_user())
    body = bytes(ServerSecret.objects.get(pk=round_.pk).body)
    assert body in file_of_the_table()
    call_command("destroy_key", str(round_.pk), "--decision", DECISION)
    assert body not in file_of_the_table()
    assert "restart web servers and workers" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("committed")
@pytest.mark.slow
def test_command_waits_for_a_transaction_in_another_database() -> None:
    """Such a transaction holds back the snapshot of VACUUM, which would keep the removed row in the table."""
    round_ = publishing.archive(round_id=count.certified().pk, actor=make_user())
    body = bytes(ServerSecret.objects.get(pk=round_.pk).body)
    with roles.connected(settings.PLACES, roles.SUPERUSER, "postgres") as server:
        server.execute("BEGIN")
        server.execute("SELECT pg_current_xact_id()")
        end = Timer(1.0, server.execute, ["COMMIT"])
        end.start()
        call_command("destroy_key", str(round_.pk), "--decision", DECISION)
        end.join()
    assert body not in file_of_the_table()


@pytest.mark.django_db(transaction=True)
def test_erasing_tells_that_an_older_transaction_still_reads() -> None:
    with roles.connected(settings.PLACES, roles.SUPERUSER, "postgres") as server:
        server.execute("BEGIN")
        server.execute("SELECT pg_current_xact_id()")
        make_user()  # a later transaction, as that which removes the keys
        assert not destroying.erase(patience=0)
        server.execute("COMMIT")
    assert destroying.erase(patience=PATIENCE)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("committed")
def test_command_tells_what_remains_in_the_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    round_ = publishing.archive(round_id=count.certified().pk, actor=make_user())
    monkeypatch.setattr(destroy_key, "PATIENCE", 0.0)
    with roles.connected(settings.PLACES, roles.SUPERUSER, "postgres") as server:
        server.execute("BEGIN")
        server.execute("SELECT pg_current_xact_id()")
        call_command("destroy_key", str(round_.pk), "--decision", DECISION)
    assert "still holds the sealed keys" in capsys.readouterr().err
    assert not is_noted(round_, "keys_erased")
    assert destroying.erase_destroyed(patience=PATIENCE)  # what a worker does each minute
    assert is_noted(round_, "keys_erased")
