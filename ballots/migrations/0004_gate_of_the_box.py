"""A ballot passes the same gate as whoever moves the round, so one statement is enough to cast."""

from django.db import migrations

# The gate is `rounds.lifecycle.locked` and `passing`: the number is the first half of the round's id.
# The state is read after it, so a closing that came first is seen.
LAWS = """
CREATE OR REPLACE FUNCTION ballots_open_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(
    ('x' || left(replace(NEW.round_id::text, '-', ''), 16))::bit(64)::bigint);
  SELECT state INTO found FROM rounds_round WHERE id = NEW.round_id FOR SHARE;
  IF found = 'open' OR (found IN ('closed', 'cancelled')
     AND current_setting('tinnhiem.rewrite', true) = NEW.round_id::text) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'round %: the box is not open', NEW.round_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'box_open';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ballots", "0003_cancelled_boxes")]
    operations = [migrations.RunSQL(LAWS, migrations.RunSQL.noop)]
