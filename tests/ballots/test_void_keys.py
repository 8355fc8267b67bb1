"""The server's keys of a cancelled round are destroyed by the clock, and its box says so."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from ballots import tasks
from ballots.errors import KeysGone
from ballots.keys import KeysMissing
from ballots.locked_box import load_box
from ballots.models import ServerSecret
from ballots.services import counting, destroying
from rounds.entries import is_noted
from rounds.models import Round
from rounds.services import moves
from rounds.services.noting import note_event
from tests.ballots.hall import VoterDevice, locked_round, lose_server_keys, open_round, voters

pytestmark = pytest.mark.django_db
REASON = "Hoãn hội nghị"


def cancelled(round_: Round) -> Round:
    return moves.cancel_round(round_id=round_.pk, actor=None, reason=REASON)


@pytest.mark.slow
def test_keys_go_whether_the_vote_was_open_or_not() -> None:
    rounds = [cancelled(locked_round()), cancelled(open_round())]
    kept = open_round()
    assert destroying.destroy_void_keys() == 2
    assert [is_noted(round_, "keys_destroyed") for round_ in (*rounds, kept)] == [True, True, False]
    assert list(ServerSecret.objects.values_list("pk", flat=True)) == [kept.pk]
    assert destroying.destroy_void_keys() == 0


@pytest.mark.slow
def test_database_asks_for_the_entry_and_the_state() -> None:
    round_, other = cancelled(open_round()), open_round()
    for pk in (round_.pk, other.pk):
        with pytest.raises(IntegrityError, match="destroyed by a decision"):
            delete_row(pk)
    note_event(other, "keys_destroyed", actor=None)
    with pytest.raises(IntegrityError, match="destroyed by a decision"):
        delete_row(other.pk)


def delete_row(pk: UUID) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ballots_serversecret WHERE round_id = %s", [pk])


def test_device_that_sends_again_learns_that_the_keys_are_gone() -> None:
    round_ = open_round()
    device = VoterDevice(round_, voters(round_)[0]).take()
    device.cast()
    cancelled(round_)
    destroying.destroy_void_keys()
    with pytest.raises(KeysGone):
        device.cast()
    assert counting.verify_pending(round_id=round_.pk) == 0  # a task that was sent before


def test_lost_keys_are_not_called_destroyed() -> None:
    """Another host or a backup may have them."""
    round_ = open_round()
    lose_server_keys(round_)
    load_box.cache_clear()
    with pytest.raises(KeysMissing):
        load_box(round_.pk)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("committed")
def test_task_of_the_minute_destroys_and_erases(wait_until: Callable[..., object]) -> None:
    round_ = cancelled(locked_round())

    def is_erased() -> bool:
        tasks.every_minute()
        return is_noted(round_, "keys_erased")

    wait_until(is_erased)  # autovacuum may still have a snapshot
    assert not ServerSecret.objects.filter(pk=round_.pk).exists()
