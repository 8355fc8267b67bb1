"""The box only takes in: rows of the ballot protocol are inserted, never changed (docs/protocol.md §14.1).

Closing rewrites ballots, checks and issued rows once in the order of hashes and persons, in a
transaction that names the round in `tinnhiem.rewrite`; nothing else may delete them.
"""

from django.db import migrations

LAWS = """
CREATE FUNCTION ballots_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only written, never changed', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = 'box_only_takes_in';
END $$;

CREATE FUNCTION ballots_rewrite_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  part_of uuid;
  found text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION '% is only written, never changed', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = 'box_only_takes_in';
  END IF;
  IF TG_TABLE_NAME = 'ballots_proofcheck' THEN
    part_of := NULLIF(current_setting('tinnhiem.rewrite', true), '')::uuid;
  ELSE
    part_of := OLD.round_id;
  END IF;
  SELECT state INTO found FROM rounds_round WHERE id = part_of;
  IF found IS DISTINCT FROM 'closed'
     OR current_setting('tinnhiem.rewrite', true) IS DISTINCT FROM part_of::text THEN
    RAISE EXCEPTION '% cannot be deleted', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = 'box_only_takes_in';
  END IF;
  RETURN OLD;
END $$;

CREATE FUNCTION ballots_open_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
  SELECT state INTO found FROM rounds_round WHERE id = NEW.round_id FOR SHARE;
  IF found = 'open' OR (found = 'closed'
     AND current_setting('tinnhiem.rewrite', true) = NEW.round_id::text) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'round %: the box is not open', NEW.round_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'box_open';
END $$;

CREATE TRIGGER ballots_castballot_law BEFORE UPDATE OR DELETE ON ballots_castballot
  FOR EACH ROW EXECUTE FUNCTION ballots_rewrite_law();
CREATE TRIGGER ballots_issuedballot_law BEFORE UPDATE OR DELETE ON ballots_issuedballot
  FOR EACH ROW EXECUTE FUNCTION ballots_rewrite_law();
CREATE TRIGGER ballots_proofcheck_law BEFORE UPDATE OR DELETE ON ballots_proofcheck
  FOR EACH ROW EXECUTE FUNCTION ballots_rewrite_law();
CREATE TRIGGER ballots_castballot_open BEFORE INSERT ON ballots_castballot
  FOR EACH ROW EXECUTE FUNCTION ballots_open_only();
CREATE TRIGGER ballots_issuedballot_open BEFORE INSERT ON ballots_issuedballot
  FOR EACH ROW EXECUTE FUNCTION ballots_open_only();
CREATE TRIGGER ballots_ceremonymessage_law BEFORE UPDATE OR DELETE ON ballots_ceremonymessage
  FOR EACH ROW EXECUTE FUNCTION ballots_insert_only();
CREATE TRIGGER ballots_sumbatch_law BEFORE UPDATE OR DELETE ON ballots_sumbatch
  FOR EACH ROW EXECUTE FUNCTION ballots_insert_only();
CREATE TRIGGER ballots_encryptedtally_law BEFORE UPDATE OR DELETE ON ballots_encryptedtally
  FOR EACH ROW EXECUTE FUNCTION ballots_insert_only();
CREATE TRIGGER ballots_partialdecryption_law BEFORE UPDATE OR DELETE ON ballots_partialdecryption
  FOR EACH ROW EXECUTE FUNCTION ballots_insert_only();
"""

UNDO = """
DROP FUNCTION ballots_insert_only, ballots_rewrite_law, ballots_open_only CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("ballots", "0001_initial"), ("rounds", "0002_laws")]
    operations = [migrations.RunSQL(LAWS, UNDO)]
