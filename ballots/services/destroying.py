"""Destroy the server's keys of a box that is never opened again: by a decision, or because its round was cancelled."""

import time
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from audit.services import note_each
from ballots import snapshots, waiting
from ballots.errors import BallotError
from ballots.events import KEYS_DESTROYED, KEYS_ERASED
from ballots.locked_box import load_box
from ballots.models import ServerSecret
from ballots.vacuuming import write_anew
from rounds import steps
from rounds.entries import code_of
from rounds.locks import lock_round, lock_rounds
from rounds.models import Round
from rounds.services.noting import note_event

SHORT_PATIENCE = 2.0  # seconds, of the task of the minute


@transaction.atomic
def destroy_keys(*, round_id: UUID, decision: str) -> Round:
    """Remove the sealed keys of an archived round; the log keeps number and date of the decision.

    Counts, documents and ballots stay, and so does the fingerprint over them. Raises `Round.DoesNotExist`, or
    `BallotError` and changes nothing.
    """
    round_ = lock_round(round_id)
    if round_.state != steps.BY_NAME["archive"].to:
        raise BallotError(_("The keys of a round can be destroyed once it is archived."))
    if not (decision := decision.strip()):
        raise BallotError(_("Enter number and date of the decision."))
    secret = ServerSecret.objects.filter(pk=round_.pk)
    if not secret.exists():
        raise BallotError(_("This round has no keys of the server; they were destroyed before."))
    # The database lets the row go only after this entry.
    note_event(round_, KEYS_DESTROYED, actor=None, detail=decision)
    secret.delete()
    load_box.cache_clear()
    return round_


@transaction.atomic
def destroy_void_keys() -> int:
    """Remove the sealed keys of cancelled rounds, whose boxes nobody may open; return of how many."""
    if not (ids := list(waiting.rounds_with_void_keys())):
        return 0
    lock_rounds(ids)
    left = list(waiting.rounds_with_void_keys())  # another worker may have been first
    note_each(code_of(KEYS_DESTROYED), actor=None, subjects=Round.objects.filter(pk__in=left).only("unit"))
    ServerSecret.objects.filter(pk__in=left).delete()
    load_box.cache_clear()
    return len(left)


def erase_destroyed(*, patience: float = SHORT_PATIENCE) -> bool:
    """Write the table of keys anew if it may still hold destroyed ones, and note it; return whether they are gone."""
    if not (due := list(waiting.rounds_with_keys_to_erase())):
        return True
    if not erase(patience=patience):
        return False
    with transaction.atomic():
        note_each(code_of(KEYS_ERASED), actor=None, subjects=Round.objects.filter(pk__in=due).only("unit"))
    return True


def erase(*, patience: float) -> bool:
    """Write the table again without the removed rows, outside a transaction; return whether they are gone.

    Tries for `patience` seconds, while older snapshots still see removed rows, which the vacuum would keep, or
    while the table is in use.
    """
    until = time.monotonic() + patience
    with connection.cursor() as cursor:
        mark = snapshots.now(cursor)
        while not (is_gone := snapshots.are_all_since(cursor, mark) and write_anew(["ballots_serversecret"])):
            if time.monotonic() > until:
                break
            time.sleep(snapshots.PAUSE)
    return is_gone
