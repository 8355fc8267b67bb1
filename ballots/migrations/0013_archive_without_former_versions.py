"""Write the archive anew if the former release had not yet swept some round; running it again does no harm.

Not atomic, as VACUUM FULL runs outside transactions, and only once no session reads the former versions any more,
since it would keep them. The shelves and the write-ahead log of such rounds are
swept by the next minute's task as usual.
"""

from typing import Any

from django.core.management import CommandError
from django.db import migrations

from ballots import snapshots

NOT_SWEPT = """
SELECT EXISTS (SELECT FROM rounds_round r WHERE state NOT IN ('draft', 'sealed', 'open')
  AND EXISTS (SELECT FROM ballots_issuedballot WHERE round_id = r.id)
  AND NOT EXISTS (SELECT FROM rounds_roundevent WHERE round_id = r.id AND event = 'swept'))
"""
PATIENCE = 60.0  # seconds
STILL_READ = (
    "A session that began before this migration still reads the rows of closed votes, such as a dump. "
    "Nothing is lost: end it or wait for it, then migrate again."
)
ARCHIVE = "ballots_castballot_archive, ballots_proofcheck_archive, ballots_issuedballot_archive"


def sweep_archive(_apps: Any, schema: Any) -> None:
    """Remove the former versions that rounds of the former release left in what is now the archive.

    Raises `CommandError` while an older session reads them.
    """
    with schema.connection.cursor() as cursor:
        cursor.execute(NOT_SWEPT)
        if cursor.fetchone()[0]:
            if not snapshots.wait_for_older(cursor, patience=PATIENCE):
                raise CommandError(STILL_READ)
            cursor.execute("SET lock_timeout = 0")
            cursor.execute(f"VACUUM (FULL, ANALYZE) {ARCHIVE}")
            cursor.execute("RESET lock_timeout")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("ballots", "0012_shelves")]
    operations = [migrations.RunPython(sweep_archive, migrations.RunPython.noop)]
