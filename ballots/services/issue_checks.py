"""Verify after closing that every row of an issued ballot holds an answer of the token key (docs/protocol.md §4.4)."""

from collections.abc import Iterator
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from ballots import rows
from ballots.manifest import keys_of
from ballots.models import IssuedCheck
from ballots.protocol import voprf
from rounds import steps
from rounds.models import Round

ROWS_AT_ONCE = 2000
Row = tuple[str, str, str]


@transaction.atomic
def check_issued(*, round_id: UUID) -> bool:
    """Verify all rows of a closed round and store one verdict; return whether this call did it.

    Safe to repeat, and left to another worker that has claimed the round. Takes 0.3 ms a row.
    """
    round_ = Round.objects.only("state", "manifest").get(pk=round_id)
    if not steps.takes_place("decrypt_share", round_) or not _claim(round_id):
        return False
    if IssuedCheck.objects.filter(pk=round_id).exists():
        return False
    public = keys_of(bytes(round_.manifest or b"")).token
    issued, bad = _verdict(public, issued_rows(round_id))
    IssuedCheck.objects.create(round_id=round_id, issued=issued, bad=bad)
    return True


def _claim(round_id: UUID) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"issued-{round_id}"])
        return bool(cursor.fetchone()[0])


def issued_rows(round_id: UUID) -> Iterator[Row]:
    """Yield request, answer and proof of each issued ballot, in the order of requests.

    Reads pages with a statement for each: the snapshot of one statement for all rows would keep the shelf
    of the round from being swept as long as they are verified.
    """
    issued = rows.issued_of(round_id).order_by("blinded", "elector")
    after = Q()
    while page := list(
        issued.filter(after).values_list("blinded", "evaluated", "proof", "elector")[:ROWS_AT_ONCE]
    ):
        yield from (row[:3] for row in page)
        last, elector = page[-1][0], page[-1][3]
        after = Q(blinded__gt=last) | Q(blinded=last, elector__gt=elector)


def _verdict(public: bytes, issued_rows: Iterator[Row]) -> tuple[int, int]:
    """Return (rows, bad rows); of rows with the same request all but the first are bad."""
    issued = bad = 0
    last = ""
    for blinded, evaluated, proof in issued_rows:
        issued += 1
        bad += blinded == last or not _is_genuine(public, blinded, evaluated, proof)
        last = blinded
    return issued, bad


def _is_genuine(public: bytes, *row: str) -> bool:
    try:
        return voprf.is_answer(public, *(bytes.fromhex(part) for part in row))
    except ValueError:
        return False
