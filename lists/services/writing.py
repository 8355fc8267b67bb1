"""Write what the clerk has confirmed: planned once more, compared, and written completely or not at all."""

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import act
from lists import kinds
from lists.kinds import ListKind
from lists.models import ListImport
from lists.planned import PlannedRow
from lists.services import planning
from lists.services.ledger import Ledger

State = ListImport.State
LOCK = 7302  # one list is written at a time, so that two do not make the same person twice


def write(found: ListImport) -> None:
    """Write the rows of an import in this transaction.

    If the product changed since the preview so that something else would be written, nothing is, and the clerk sees
    the new preview.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    kind = kinds.named(found.kind)
    rows = planning.stored_rows(found, kind)
    absent = planning.plan(found, kind, rows)
    if planning.plan_hash(rows, absent) != found.plan_hash:
        found.trouble = _(
            "Something was changed after the preview was made, so nothing was written. This is the new preview; "
            "look at it and confirm again."
        )
        planning.store(found, kind, rows, absent)
        found.save(update_fields=["trouble"])
        return
    _carry_out(found, kind, [*rows, *absent])


def _carry_out(found: ListImport, kind: ListKind, rows: list[PlannedRow]) -> None:
    job = planning.job_of(found)
    job.ledger = Ledger(found)
    with act("list.import", actor=found.made_by, subject=found, reason=found.reason, text=found.name):
        kind.write_rows(job, rows)
        job.ledger.keep()
        found.state, found.written_at, found.content, found.trouble = State.WRITTEN, timezone.now(), b"", ""
        found.save(update_fields=["state", "written_at", "content", "trouble"])
    _forget_secrets(found, kind)


def _forget_secrets(found: ListImport, kind: ListKind) -> None:
    """Remove identity numbers from the stored rows; the accounts keep a keyed hash."""
    for column in kind.columns:
        if column.is_secret:
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE lists_importrow SET values = values - %s WHERE list_import_id = %s AND values ? %s",
                    [column.name, found.pk, column.name],
                )
