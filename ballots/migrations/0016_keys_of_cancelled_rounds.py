"""The server's keys of a cancelled round may be removed too; an index finds what waits to be erased."""

import importlib

from django.db import migrations

FORMER = importlib.import_module("ballots.migrations.0014_law_reads_the_log").LAW
LAW = FORMER.replace("state = 'archived'", "state IN ('archived', 'cancelled')")
INDEX = """
CREATE INDEX audit_entry_of_destroyed_keys ON audit_entry (act, round_id)
  WHERE act IN ('round.keys_destroyed', 'round.keys_erased');
"""


class Migration(migrations.Migration):
    dependencies = [("ballots", "0015_who_is_voting")]
    operations = [
        migrations.RunSQL(LAW, FORMER),
        migrations.RunSQL(INDEX, "DROP INDEX audit_entry_of_destroyed_keys;"),
    ]
