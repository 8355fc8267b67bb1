"""The log is only added to: rows are written by these functions, and a link is made at commit."""

from django.db import migrations

# One note about order: the entry is queued twice before it is linked, so that the lock of the chain is taken after
# all foreign keys of the transaction were checked. A check may wait for a row of another transaction, which must not
# be waiting for the chain meanwhile.
FUNCTIONS = """
CREATE UNLOGGED TABLE audit_pending (entry_id bigint PRIMARY KEY);

CREATE FUNCTION audit_law() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'audit_value' THEN
    IF OLD.destroyed_by_id IS NULL AND NEW.detail_id = OLD.detail_id
       AND NEW.before IS NULL AND NEW.after IS NULL AND NEW.salt IS NULL
       AND EXISTS (SELECT FROM audit_entry WHERE id = NEW.destroyed_by_id AND act = 'log.destroy') THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'the log is only added to'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_append_only', TABLE = TG_TABLE_NAME;
END $$;

CREATE FUNCTION audit_write_entry(stated jsonb, first_table text, first_row text, first_round text, first_unit text)
RETURNS bigint LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  made bigint;
  login text := coalesce(nullif(current_setting('role', true), 'none'), session_user);
BEGIN
  stated := coalesce(stated, jsonb_build_object('act', 'unstated', 'source', login));
  INSERT INTO audit_entry
    (act, at, actor_id, deputy_for_id, source, subject_table, subject_id, round_id, unit_id)
  VALUES (
    stated->>'act', clock_timestamp(), (stated->>'actor')::bigint, (stated->>'deputy_for')::bigint,
    stated->>'source', coalesce(stated->>'table', first_table),
    coalesce(stated->>'row', CASE WHEN coalesce(stated->>'table', first_table) = first_table THEN first_row END, ''),
    coalesce(stated->>'round', first_round)::uuid, coalesce(stated->>'unit', first_unit)::bigint
  ) RETURNING id INTO made;
  PERFORM audit_write_note(made, nullif(jsonb_strip_nulls(jsonb_build_object(
    'reason', stated->'reason', 'text', stated->'text')), '{}'));
  RETURN made;
END $$;

CREATE FUNCTION audit_detail_hash(salt bytea, id bigint, table_name text, row_id text, owner_table text,
  owner_id text, kind text, before jsonb, after jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE
  SET search_path = public, pg_temp
  RETURN sha256(salt || convert_to(
    jsonb_build_array(id, table_name, row_id, owner_table, owner_id, kind, before, after)::text, 'UTF8'));

CREATE FUNCTION audit_write_note(entry bigint, noted jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  made bigint;
  salt bytea := uuid_send(gen_random_uuid());
BEGIN
  IF noted IS NULL THEN
    RETURN;
  END IF;
  made := nextval(pg_get_serial_sequence('audit_detail', 'id'));
  INSERT INTO audit_detail (id, entry_id, table_name, row_id, owner_table, owner_id, kind, hash)
  VALUES (made, entry, '', '', '', '', 'note',
    audit_detail_hash(salt, made, '', '', '', '', 'note', NULL, noted));
  INSERT INTO audit_value (detail_id, before, after, salt) VALUES (made, NULL, noted, salt);
END $$;

CREATE FUNCTION audit_note(stated jsonb, noted jsonb) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  made bigint := audit_write_entry(stated - 'reason' - 'text', '', '', NULL, NULL);
BEGIN
  PERFORM audit_write_note(made, noted);
  RETURN made;
END $$;

CREATE FUNCTION audit_open_entry(first_table text, first_row text, first_round text, first_unit text)
RETURNS bigint LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  known bigint := nullif(current_setting('tinnhiem.entry', true), '')::bigint;
BEGIN
  -- An entry that is linked is complete, and one without a link is visible to its own transaction only.
  IF known IS NULL OR NOT EXISTS (SELECT FROM audit_entry WHERE id = known)
     OR EXISTS (SELECT FROM audit_link WHERE entry_id = known) THEN
    known := audit_write_entry(nullif(current_setting('tinnhiem.act', true), '')::jsonb,
                               first_table, first_row, first_round, first_unit);
    PERFORM set_config('tinnhiem.entry', known::text, true);
  END IF;
  RETURN known;
END $$;

-- Arguments: key, table and column of the owner, columns of round and unit, columns left out, columns kept secret.
CREATE FUNCTION audit_capture() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  key text := TG_ARGV[0];
  owner_table text := TG_ARGV[1];
  owner_column text := TG_ARGV[2];
  left_out text[] := string_to_array(TG_ARGV[5], ',');
  secret text[] := string_to_array(TG_ARGV[6], ',');
  changes jsonb[];
  first jsonb;
  entry bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(jsonb_build_object('row', r, 'after', jsonb_strip_nulls(r - left_out - secret)))
      INTO changes FROM (SELECT to_jsonb(n) AS r FROM new_rows n) rows;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(jsonb_build_object('row', r, 'before', jsonb_strip_nulls(r - left_out - secret)))
      INTO changes FROM (SELECT to_jsonb(o) AS r FROM old_rows o) rows;
  ELSIF TG_OP = 'UPDATE' THEN
    SELECT array_agg(jsonb_build_object('row', coalesce(n, o), 'before', b, 'after', a)) INTO changes
    FROM (SELECT to_jsonb(old_rows) AS o FROM old_rows) olds
    FULL JOIN (SELECT to_jsonb(new_rows) AS n FROM new_rows) news ON o->>key = n->>key
    CROSS JOIN LATERAL (
      SELECT jsonb_object_agg(k, CASE WHEN k = ANY (secret) THEN 'null' ELSE coalesce(o->k, 'null') END),
             jsonb_object_agg(k, CASE WHEN k = ANY (secret) THEN 'null' ELSE coalesce(n->k, 'null') END)
      FROM jsonb_object_keys(coalesce(o, n)) k
      WHERE o->k IS DISTINCT FROM n->k AND NOT k = ANY (left_out)
    ) differing(b, a)
    WHERE b IS NOT NULL;
  ELSE
    changes := ARRAY['{"row": {}}'::jsonb];
  END IF;
  IF changes IS NULL THEN
    RETURN NULL;
  END IF;
  IF cardinality(changes) = 1 THEN
    first := changes[1]->'row';
  END IF;
  entry := audit_open_entry(TG_TABLE_NAME, first->>key, changes[1]->'row'->>TG_ARGV[3],
                            changes[1]->'row'->>TG_ARGV[4]);
  WITH changed AS MATERIALIZED (
    SELECT nextval(pg_get_serial_sequence('audit_detail', 'id')) AS id, uuid_send(gen_random_uuid()) AS salt,
           coalesce(change->'row'->>key, '') AS row_id,
           CASE WHEN change->'row'->>owner_column IS NULL THEN '' ELSE owner_table END AS owners,
           coalesce(change->'row'->>owner_column, '') AS owner_id,
           change->'before' AS before, change->'after' AS after
    FROM unnest(changes) change
  ), detailed AS (
    INSERT INTO audit_detail (id, entry_id, table_name, row_id, owner_table, owner_id, kind, hash)
    SELECT id, entry, TG_TABLE_NAME, row_id, owners, owner_id, lower(TG_OP),
           audit_detail_hash(salt, id, TG_TABLE_NAME, row_id, owners, owner_id, lower(TG_OP), before, after)
    FROM changed ORDER BY id
  )
  INSERT INTO audit_value (detail_id, before, after, salt) SELECT id, before, after, salt FROM changed ORDER BY id;
  RETURN NULL;
END $$;

CREATE FUNCTION audit_queue() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO audit_pending VALUES (NEW.id);
  RETURN NULL;
END $$;

CREATE FUNCTION audit_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  e audit_entry;
  last audit_link;
  made audit_link;
BEGIN
  DELETE FROM audit_pending WHERE entry_id = NEW.entry_id;
  SELECT * INTO STRICT e FROM audit_entry WHERE id = NEW.entry_id;
  SELECT count(*), sha256(coalesce(string_agg(convert_to(jsonb_build_array(
           id, table_name, row_id, owner_table, owner_id, kind, encode(hash, 'hex'))::text, 'UTF8'), '' ORDER BY id), ''))
    INTO made.details, made.details_hash FROM audit_detail WHERE entry_id = e.id;
  PERFORM pg_advisory_xact_lock(hashtext('audit_link'), 0);
  SELECT * INTO last FROM audit_link ORDER BY number DESC LIMIT 1;
  made.number := coalesce(last.number, 0) + 1;
  made.entry_id := e.id;
  made.previous := coalesce(last.hash, sha256(''));
  made.hash := sha256(made.previous || convert_to(jsonb_build_array(
    made.number, e.id, e.act, (extract(epoch FROM e.at) * 1000000)::bigint, e.actor_id, e.deputy_for_id, e.source,
    e.subject_table, e.subject_id, e.round_id, e.unit_id, made.details, encode(made.details_hash, 'hex'))::text, 'UTF8'));
  INSERT INTO audit_link (number, entry_id, details, details_hash, previous, hash)
  VALUES (made.number, made.entry_id, made.details, made.details_hash, made.previous, made.hash);
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER audit_queue AFTER INSERT ON audit_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION audit_queue();
CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON audit_pending DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION audit_chain();
"""
LAWS = "".join(
    f"""
CREATE TRIGGER audit_law BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_law();
CREATE TRIGGER audit_law_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_law();
"""
    for table in ("audit_entry", "audit_detail", "audit_value", "audit_link")
)
# The application calls `audit_note`; the others are called by triggers and by one another.
CLOSED = """
REVOKE EXECUTE ON FUNCTION audit_note, audit_write_entry, audit_write_note, audit_open_entry FROM PUBLIC;
"""
UNDO = """
DROP FUNCTION audit_capture, audit_queue, audit_chain, audit_law, audit_note, audit_open_entry, audit_write_entry,
  audit_write_note, audit_detail_hash CASCADE;
DROP TABLE audit_pending;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(FUNCTIONS + LAWS + CLOSED, UNDO)]
