"""The law of the server's keys asks the one log for the decision; an index finds what waits for sweeping."""

import importlib

from django.db import migrations

FORMER = importlib.import_module("ballots.migrations.0011_server_secrets").LAW.partition("CREATE TRIGGER")[0]
FORMER = FORMER.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
LAW = FORMER.replace(
    """FROM rounds_roundevent
                 WHERE round_id = COALESCE(NEW.round_id, OLD.round_id) AND event = 'keys_destroyed'""",
    """FROM audit_entry
                 WHERE round_id = COALESCE(NEW.round_id, OLD.round_id) AND act = 'round.keys_destroyed'""",
)
INDEX = """
CREATE INDEX audit_entry_of_sweeping ON audit_entry (act, round_id)
  WHERE act IN ('round.rewritten', 'round.swept');
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_acts_of_their_own"), ("ballots", "0013_archive_without_former_versions")]
    operations = [
        migrations.RunSQL(LAW, FORMER),
        migrations.RunSQL(INDEX, "DROP INDEX audit_entry_of_sweeping;"),
    ]
