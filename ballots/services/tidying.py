"""Remove the order of voting from the database after closing (docs/protocol.md §14.2).

Postgres keeps for every row the transaction that wrote it, its place, and former versions. The rows of
the round are therefore copied from their shelf into the archive in one transaction, in an order unrelated
to time; then the shelf is written anew and the WAL segment is switched. What this costs depends on the
round and on the other rounds of its shelf, never on the archive, and no other round needs to be closed.
"""

import logging
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from audit.services import note_each
from ballots import shelves, snapshots, waiting
from ballots.events import REWRITTEN, SWEPT
from ballots.vacuuming import let_others_go_first, write_anew
from rounds.entries import code_of, is_noted
from rounds.locks import hold_round
from rounds.models import Round
from rounds.services.noting import note_event
from rounds.states import BY_STATE

log = logging.getLogger(__name__)
RESTS = (0.1, 0.5)  # seconds between two attempts, at random


@dataclass(frozen=True)
class TracedTable:
    """A table to archive from: its columns beside the shelf, the rows of a round, and an order unrelated to time."""

    table: str
    columns: str
    rows: str
    key: str


BALLOTS = TracedTable(
    "ballots_castballot",
    "hash, round_id, credential, body, signature, token",
    "round_id = %(round)s",
    "hash",
)
CHECKS = TracedTable(
    "ballots_proofcheck",
    "ballot_id, valid, reason",
    "ballot_id IN (SELECT hash FROM ballots_castballot WHERE shelf = %(shelf)s AND round_id = %(round)s)",
    "ballot_id",
)
ISSUED = TracedTable(
    "ballots_issuedballot",
    "elector_id, round_id, blinded, evaluated, proof",
    "round_id = %(round)s",
    "elector_id",
)


@transaction.atomic
def erase_voting_order(*, round_id: UUID) -> bool:
    """Move the rows of a closed or cancelled round into the archive; return whether this call did it.

    Another worker may add the ballots meanwhile. The database refuses to archive what did not stand on the
    shelf, and to remove what is not archived.
    """
    round_ = hold_round(round_id)
    if not BY_STATE[round_.state].box_is_rewritten or is_noted(round_id, REWRITTEN):
        return False
    values: dict[str, Any] = {"round": round_id, "shelf": shelves.shelf_of(round_id)}
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tinnhiem.rewrite', %s, true)", [str(round_id)])
        for part in (BALLOTS, CHECKS, ISSUED):
            cursor.execute(
                f"INSERT INTO {part.table} ({part.columns}, shelf) SELECT {part.columns}, {shelves.ARCHIVE} "  # noqa: S608
                f"FROM {part.table} WHERE shelf = %(shelf)s AND {part.rows} ORDER BY {part.key}",
                values,
            )
        for part in (CHECKS, BALLOTS, ISSUED):
            cursor.execute(f"DELETE FROM {part.table} WHERE shelf = %(shelf)s AND {part.rows}", values)  # noqa: S608
    note_event(round_, REWRITTEN, actor=None)
    return True


def vacuum_tables(*, round_id: UUID, patience: float = 0.0) -> bool:
    """Remove former versions of the rows; return False if it must be tried again later.

    Runs outside a transaction, and for all archived rounds of the shelf at once. Tries for `patience`
    seconds, while old snapshots still need the former versions or the tables are in use.
    """
    until = time.monotonic() + patience
    while not (is_done := is_noted(round_id, SWEPT)) and is_noted(round_id, REWRITTEN):
        if (is_done := _sweep(round_id)) or time.monotonic() > until:
            break
        time.sleep(random.uniform(*RESTS))  # noqa: S311 (no secret)
    return is_done


def _sweep(round_id: UUID) -> bool:
    """Write the shelf of the round anew; return whether the round is swept thereby."""
    shelf = shelves.shelf_of(round_id)
    with _alone(shelf) as is_mine:
        due = _no_longer_read(waiting.rounds_archived_from(shelf)) if is_mine else []
        if round_id not in due or not write_anew(shelves.tables_on(shelf)):  # busy ones are tried again
            return False
        let_others_go_first()
        _read_once(due)
        _end_journal()
        _note_swept(due)
    return True


@transaction.atomic
def _note_swept(rounds: list[UUID]) -> None:
    note_each(code_of(SWEPT), actor=None, subjects=Round.objects.filter(pk__in=rounds).only("unit"))


@contextmanager
def _alone(shelf: int) -> Iterator[bool]:
    """Hold the sweeping of a shelf outside transactions; yields False while another process has it."""
    claim = ("sweep", shelf)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s), %s)", claim)
        is_mine = bool(cursor.fetchone()[0])
        try:
            yield is_mine
        finally:
            if is_mine:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s), %s)", claim)


def _no_longer_read(rounds: list[UUID]) -> list[UUID]:
    """Return those whose former versions no snapshot needs; they became former when the archived rows were written."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT round_id FROM ballots_issuedballot, ({snapshots.OLDEST}) snapshots "  # noqa: S608
            "WHERE shelf = %s AND round_id = ANY (%s) "
            "GROUP BY round_id, oldest HAVING min(age(xmin)) <= oldest",
            [shelves.ARCHIVE, rounds],
        )
        read = {row[0] for row in cursor.fetchall()}
    return [pk for pk in rounds if pk not in read]


def _read_once(rounds: list[UUID]) -> None:
    """Read the archived rows, so that Postgres marks them on their pages as committed.

    The first read of a row does that; after the checkpoint it would copy the whole page into the
    write-ahead log, where checksums are on.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(hash), count(valid) FROM ballots_castballot ballot LEFT JOIN ballots_proofcheck verdict "
            "ON ballot_id = hash AND verdict.shelf = %(archive)s "
            "WHERE ballot.shelf = %(archive)s AND round_id = ANY (%(rounds)s)",
            {"archive": shelves.ARCHIVE, "rounds": rounds},
        )


def _end_journal() -> None:
    """Remove the write-ahead log of the vote, which holds the ballots in their order.

    A checkpoint removes segments before the current one, so the segment is switched first. Some
    database accounts lack the permission; docs/operations.md tells what is then left to do.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_function_privilege('pg_switch_wal()', 'execute') "
            "AND pg_has_role('pg_checkpoint', 'usage')"
        )
        if not cursor.fetchone()[0]:
            log.warning("The database account may not end the write-ahead log; see docs/operations.md.")
            return
        cursor.execute("SELECT pg_switch_wal()")
        let_others_go_first()
        cursor.execute("CHECKPOINT")
