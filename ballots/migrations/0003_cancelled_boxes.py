"""A cancelled box is rewritten too: its ballots are never opened, but their order must go."""

from django.db import migrations

LAWS = """
CREATE OR REPLACE FUNCTION ballots_rewrite_law() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF found IS NULL OR found NOT IN ('closed', 'cancelled')
     OR current_setting('tinnhiem.rewrite', true) IS DISTINCT FROM part_of::text THEN
    RAISE EXCEPTION '% cannot be deleted', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = 'box_only_takes_in';
  END IF;
  RETURN OLD;
END $$;

CREATE OR REPLACE FUNCTION ballots_open_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
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
    dependencies = [("ballots", "0002_laws")]
    operations = [migrations.RunSQL(LAWS, migrations.RunSQL.noop)]
