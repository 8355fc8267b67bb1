"""What voters do to their own accounts is held without serial and moment, and chained once their rounds are tidied."""

import importlib

from django.db import migrations

HELD = """
-- No serial, no foreign key (its check would mark the person's row), no moment.
CREATE TABLE audit_held (
  key uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  day date NOT NULL,
  person bigint NOT NULL,
  act varchar(60) NOT NULL,
  table_name varchar(63) NOT NULL,
  kind varchar(10) NOT NULL,
  before jsonb,
  after jsonb
);

-- The room that knows when a round is tidied replaces it (ballots/migrations/0015_who_is_voting.py).
CREATE FUNCTION audit_is_voting(person bigint) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS 'SELECT false';

CREATE FUNCTION audit_hold(person bigint, act text, table_name text, kind text, before jsonb, after jsonb)
RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
  INSERT INTO audit_held (day, person, act, table_name, kind, before, after)
  VALUES ((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, person, act, table_name, kind, before, after);
$$;

-- Whether a stated act is a voter's about the own account.
CREATE FUNCTION audit_is_held(stated jsonb) RETURNS boolean LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  SELECT coalesce(stated ? 'own' AND audit_is_voting((stated->>'actor')::bigint), false);
$$;

CREATE OR REPLACE FUNCTION audit_note(stated jsonb, noted jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  made bigint;
BEGIN
  IF audit_is_held(stated) THEN
    PERFORM audit_hold((stated->>'actor')::bigint, stated->>'act', '', 'note', NULL, noted);
    RETURN 0;
  END IF;
  made := audit_write_entry(stated - 'reason' - 'text', '', '', NULL, NULL);
  PERFORM audit_write_note(made, noted);
  RETURN made;
END $$;

CREATE OR REPLACE FUNCTION audit_begin(stated jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  made bigint;
BEGIN
  PERFORM set_config('tinnhiem.act', stated::text, true), set_config('tinnhiem.entry', '', true);
  IF audit_is_held(stated) THEN
    PERFORM audit_hold((stated->>'actor')::bigint, stated->>'act', '', 'note', NULL, NULL);
    RETURN 0;
  END IF;
  made := audit_write_entry(stated, '', '', NULL, NULL);
  PERFORM set_config('tinnhiem.entry', made::text, true);
  RETURN made;
END $$;

-- Take out of `changes` what a voter did to the own account and hold it; return the rest. `person` is the column
-- that names the person whose account a row is or belongs to. Keys of rows are serials, so they are left out.
CREATE FUNCTION audit_hold_own(changes jsonb[], changed text, kind text, key text, person text)
RETURNS jsonb[] LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  stated jsonb := nullif(current_setting('tinnhiem.act', true), '')::jsonb;
  whole boolean := audit_is_held(stated);
  change jsonb;
  whose bigint;
  rest jsonb[] := '{}';
BEGIN
  IF NOT whole AND (person = '' OR stated->>'actor' IS NOT NULL AND NOT stated ? 'own') THEN
    RETURN changes;
  END IF;
  FOREACH change IN ARRAY changes LOOP
    whose := CASE WHEN whole THEN stated->>'actor' ELSE change->'row'->>person END;
    IF whole OR audit_is_voting(whose) THEN
      PERFORM audit_hold(whose, coalesce(stated->>'act', 'unstated'), changed, kind,
                         (change->'before') - key, (change->'after') - key);
    ELSE
      rest := rest || change;
    END IF;
  END LOOP;
  RETURN nullif(rest, '{}');
END $$;

CREATE FUNCTION audit_chain_held() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  held record;
  made bigint;
  detail bigint;
  salt bytea;
  row_id text;
  chained integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('audit_held'), 0);
  FOR held IN
    WITH gone AS (DELETE FROM audit_held WHERE NOT audit_is_voting(person) RETURNING *)
    SELECT * FROM gone ORDER BY gen_random_uuid()
  LOOP
    INSERT INTO audit_entry (act, at, actor_id, source, subject_table, subject_id)
    VALUES (held.act, held.day::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh',
            CASE WHEN held.act <> 'unstated' THEN held.person END, 'held', 'officials_user', held.person::text)
    RETURNING id INTO made;
    IF held.kind = 'note' THEN
      PERFORM audit_write_note(made, held.after);
    ELSE
      salt := uuid_send(gen_random_uuid());
      detail := nextval(pg_get_serial_sequence('audit_detail', 'id'));
      row_id := CASE WHEN held.table_name = 'officials_user' THEN held.person::text ELSE '' END;
      INSERT INTO audit_detail (id, entry_id, table_name, row_id, owner_table, owner_id, kind, hash)
      VALUES (detail, made, held.table_name, row_id, 'officials_user', held.person::text, held.kind,
              audit_detail_hash(salt, detail, held.table_name, row_id, 'officials_user', held.person::text,
                                held.kind, held.before, held.after));
      INSERT INTO audit_value (detail_id, before, after, salt) VALUES (detail, held.before, held.after, salt);
    END IF;
    chained := chained + 1;
  END LOOP;
  RETURN chained;
END $$;

REVOKE EXECUTE ON FUNCTION audit_hold, audit_hold_own, audit_is_held, audit_is_voting, audit_chain_held FROM PUBLIC;
"""
UNDO = """
DROP FUNCTION audit_chain_held, audit_hold_own, audit_is_held, audit_hold, audit_is_voting CASCADE;
DROP TABLE audit_held;
"""
# The last argument of the triggers is the column of the person.
CAPTURE = """
  IF changes IS NOT NULL AND TG_OP <> 'TRUNCATE' THEN
    changes := audit_hold_own(changes, TG_TABLE_NAME, lower(TG_OP), key, coalesce(TG_ARGV[7], ''));
  END IF;
  IF changes IS NULL THEN
"""


FORMER = importlib.import_module("audit.migrations.0002_laws").FUNCTIONS
FORMER = FORMER[FORMER.index("CREATE FUNCTION audit_capture") : FORMER.index("CREATE FUNCTION audit_queue")]
FORMER = FORMER.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
HOLDING = FORMER.replace("\n  IF changes IS NULL THEN\n", CAPTURE, 1)


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_acts_of_their_own")]
    operations = [migrations.RunSQL(HELD, UNDO), migrations.RunSQL(HOLDING, FORMER)]
