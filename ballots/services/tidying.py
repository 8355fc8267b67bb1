"""Remove the order of voting from the database after closing (docs/protocol.md §14.2).

Postgres keeps for every row the transaction that wrote it, its place, and former versions. All
rows of the round are therefore rewritten in one transaction, in an order unrelated to time; then
the tables are vacuumed and the WAL segment is switched.
"""

import logging
from dataclasses import dataclass
from uuid import UUID

from django.db import OperationalError, connection, transaction

from ballots.events import REWRITTEN, SWEPT
from rounds.locks import lock_round
from rounds.models import Round
from rounds.states import BY_STATE, Voting, at

log = logging.getLogger(__name__)
LOCK_TIMEOUT = "3s"


class RowsDiffer(RuntimeError):
    """The rewritten rows differ from the originals; nothing was written."""


@dataclass(frozen=True)
class TracedTable:
    """A table to rewrite, the rows of a round, and an order unrelated to time."""

    table: str
    key: str
    rows: str


PARTS = (
    TracedTable(
        "ballots_proofcheck",
        "ballot_id",
        "ballot_id IN (SELECT hash FROM ballots_castballot WHERE round_id = %s)",
    ),
    TracedTable("ballots_castballot", "hash", "round_id = %s"),
    TracedTable("ballots_issuedballot", "elector_id", "round_id = %s"),
)


@transaction.atomic
def erase_voting_order(*, round_id: UUID) -> bool:
    """Rewrite the rows of a closed or cancelled round once; return whether this call did it.

    Raises `RowsDiffer` and changes nothing if a row would be lost or changed.
    """
    round_ = lock_round(round_id)
    if not BY_STATE[round_.state].box_is_rewritten or _noted(round_id, REWRITTEN):
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('tinnhiem.rewrite', %s, true)", [str(round_id)])
    before = [_digest(part, round_id) for part in PARTS]
    for part in PARTS:
        _take_out(part, round_id)
    for part in reversed(PARTS):
        _put_back(part)
    if before != [_digest(part, round_id) for part in PARTS]:
        raise RowsDiffer(str(round_id))
    round_.events.create(event=REWRITTEN)
    return True


def _take_out(part: TracedTable, round_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE kept_{part.table} (LIKE {part.table}) ON COMMIT DROP")
        cursor.execute(
            f"WITH gone AS (DELETE FROM {part.table} WHERE {part.rows} RETURNING *) "  # noqa: S608
            f"INSERT INTO kept_{part.table} SELECT * FROM gone",
            [round_id],
        )


def _put_back(part: TracedTable) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {part.table} SELECT * FROM kept_{part.table} ORDER BY {part.key}"  # noqa: S608
        )


def _digest(part: TracedTable, round_id: UUID) -> tuple[int, str]:
    """Return the number of rows and a hash over their content."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), md5(string_agg(md5(t::text), '' ORDER BY {part.key})) "  # noqa: S608
            f"FROM {part.table} t WHERE {part.rows}",
            [round_id],
        )
        found: tuple[int, str] = cursor.fetchone()
    return found


def vacuum_tables(*, round_id: UUID) -> bool:
    """Remove former versions of the rows; return False if it must be tried again later.

    Runs outside a transaction. While another round is open, a plain vacuum runs, so that its voters
    need not wait; the full one runs when no round is open.
    """
    if _noted(round_id, SWEPT) or not _noted(round_id, REWRITTEN):
        return _noted(round_id, SWEPT)
    if _somebody_still_reads(round_id):
        return False
    is_full = not Round.objects.filter(state__in=at(Voting.DURING)).exists()
    if not _vacuum("FULL" if is_full else "ANALYZE") or not is_full:
        return False
    _end_journal()
    Round.objects.get(pk=round_id).events.create(event=SWEPT)
    return True


def _noted(round_id: UUID, event: str) -> bool:
    return Round.objects.filter(pk=round_id, events__event=event).exists()


def _somebody_still_reads(round_id: UUID) -> bool:
    """Return whether an older snapshot still needs the former versions of the rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity, (SELECT age(xmin) AS rewritten "
            "FROM ballots_issuedballot WHERE round_id = %s LIMIT 1) mark "
            "WHERE backend_xmin IS NOT NULL AND backend_type <> 'autovacuum worker' "
            "AND datname = current_database() AND age(backend_xmin) >= rewritten)",
            [round_id],
        )
        return bool(cursor.fetchone()[0])


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
        cursor.execute("CHECKPOINT")


def _vacuum(how: str) -> bool:
    tables = ", ".join(part.table for part in PARTS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
        try:
            cursor.execute(f"VACUUM ({how}) {tables}")
        except OperationalError:
            return False  # a table was busy; the minute task tries again
        finally:
            cursor.execute("RESET lock_timeout")
    return True
