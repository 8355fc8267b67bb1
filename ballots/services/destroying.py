"""Destroy the server's keys of an archived round, so that its ballots can never be decrypted again."""

import time
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from ballots import snapshots
from ballots.errors import BallotError
from ballots.events import KEYS_DESTROYED
from ballots.locked_box import load_box
from ballots.models import ServerSecret
from rounds import steps
from rounds.locks import lock_round
from rounds.models import Round
from rounds.services.noting import note_event


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


def erase(*, patience: float = 60.0) -> bool:
    """Write the table again without the removed rows, outside a transaction; return whether they are gone.

    Waits up to `patience` seconds for older snapshots, since rows that one of them sees are kept.
    """
    until = time.monotonic() + patience
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        mark = cursor.fetchone()[0]
        while (is_read := _is_read_from_before(cursor, mark)) and time.monotonic() < until:
            time.sleep(0.2)
        cursor.execute("VACUUM (FULL) ballots_serversecret")
    return not is_read


def _is_read_from_before(cursor: Any, mark: str) -> bool:
    cursor.execute(f"SELECT oldest > age(%s::xid8::xid) FROM ({snapshots.OLDEST}) snapshots", [mark])  # noqa: S608
    return bool(cursor.fetchone()[0])
