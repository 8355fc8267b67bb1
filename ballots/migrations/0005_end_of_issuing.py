"""The database itself refuses to issue after the end of issuing, so one statement is enough to issue."""

from django.db import migrations

# The gate and the rewriting are those of `ballots_open_only` (0004).
LAWS = """
CREATE FUNCTION ballots_while_issuing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found record;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(
    ('x' || left(replace(NEW.round_id::text, '-', ''), 16))::bit(64)::bigint);
  SELECT state, issuing_ended_at INTO found FROM rounds_round WHERE id = NEW.round_id FOR SHARE;
  IF (found.state = 'open' AND found.issuing_ended_at IS NULL) OR (found.state IN ('closed', 'cancelled')
     AND current_setting('tinnhiem.rewrite', true) = NEW.round_id::text) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'round %: no ballot is issued', NEW.round_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'box_issues';
END $$;

DROP TRIGGER ballots_issuedballot_open ON ballots_issuedballot;
CREATE TRIGGER ballots_issuedballot_open BEFORE INSERT ON ballots_issuedballot
  FOR EACH ROW EXECUTE FUNCTION ballots_while_issuing();
"""

UNDO = """
DROP TRIGGER ballots_issuedballot_open ON ballots_issuedballot;
CREATE TRIGGER ballots_issuedballot_open BEFORE INSERT ON ballots_issuedballot
  FOR EACH ROW EXECUTE FUNCTION ballots_open_only();
DROP FUNCTION ballots_while_issuing;
"""


class Migration(migrations.Migration):
    dependencies = [("ballots", "0004_gate_of_the_box"), ("rounds", "0005_after_a_restore")]
    operations = [migrations.RunSQL(LAWS, UNDO)]
