"""The log of rounds moves into the one log; each entry keeps its moment, and is chained now.

In one transaction: a migration that was killed has moved nothing, and moves all when it is run again.
"""

from django.db import migrations

MOVE = """
CREATE TEMPORARY TABLE moved_entries ON COMMIT DROP AS
  SELECT nextval(pg_get_serial_sequence('audit_entry', 'id')) AS entry, event.*, round.unit_id
  FROM (SELECT * FROM rounds_roundevent ORDER BY at, id) event JOIN rounds_round round ON round.id = event.round_id;
INSERT INTO audit_entry (id, act, at, actor_id, source, subject_table, subject_id, round_id, unit_id)
  SELECT entry, 'round.' || event, at, actor_id, 'former', 'rounds_round', round_id::text, round_id, unit_id
  FROM moved_entries ORDER BY entry;
SELECT audit_write_note(entry, jsonb_build_object('text', detail)) FROM moved_entries WHERE detail <> '' ORDER BY entry;
DROP TABLE moved_entries;
"""
DROPPED = "DROP FUNCTION IF EXISTS rounds_event_law CASCADE;"


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_acts_of_their_own"),
        # The last that read the former table.
        ("ballots", "0014_law_reads_the_log"),
        ("rounds", "0024_used_cards"),
    ]
    operations = [
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.DeleteModel("RoundEvent"),
        migrations.RunSQL(DROPPED, migrations.RunSQL.noop),
    ]
