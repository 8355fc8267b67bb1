"""What the database itself refuses: moves outside the table, changes after sealing."""

from django.db import migrations

MOVES = """
CREATE FUNCTION rounds_allowed_move(old_state text, new_state text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT (old_state, new_state) IN (
    ('draft', 'sealed'), ('sealed', 'open'), ('open', 'closed'), ('closed', 'counted'),
    ('counted', 'certified'), ('certified', 'published'), ('certified', 'archived'),
    ('published', 'archived'), ('draft', 'cancelled'), ('sealed', 'cancelled'),
    ('open', 'cancelled'), ('closed', 'cancelled'))
$$;

CREATE FUNCTION rounds_round_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'draft' THEN
      RAISE EXCEPTION 'round %: only a draft can be deleted', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_deleted_only_as_draft';
    END IF;
    RETURN OLD;
  END IF;
  IF NEW.state <> OLD.state AND NOT rounds_allowed_move(OLD.state, NEW.state) THEN
    RAISE EXCEPTION 'round %: % cannot become %', OLD.id, OLD.state, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_move_allowed';
  END IF;
  IF OLD.state <> 'draft' AND
     (OLD.campaign_id, OLD.unit_id, OLD.rule_set_id, OLD.title, OLD.place, OLD.chair_name,
      OLD.chair_title, OLD.secretary_name, OLD.opens_at, OLD.closes_at, OLD.scope,
      OLD.document_form, OLD.marking, OLD.credential_mode, OLD.threshold, OLD.min_ballots,
      OLD.grace_seconds, OLD.is_rehearsal, OLD.config, OLD.rule_set_copy)
     IS DISTINCT FROM
     (NEW.campaign_id, NEW.unit_id, NEW.rule_set_id, NEW.title, NEW.place, NEW.chair_name,
      NEW.chair_title, NEW.secretary_name, NEW.opens_at, NEW.closes_at, NEW.scope,
      NEW.document_form, NEW.marking, NEW.credential_mode, NEW.threshold, NEW.min_ballots,
      NEW.grace_seconds, NEW.is_rehearsal, NEW.config, NEW.rule_set_copy) THEN
    RAISE EXCEPTION 'round %: the configuration is sealed', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_sealed_is_frozen';
  END IF;
  IF (OLD.manifest IS NOT NULL AND OLD.manifest IS DISTINCT FROM NEW.manifest)
     OR (OLD.election_id IS NOT NULL AND OLD.election_id IS DISTINCT FROM NEW.election_id)
     OR (OLD.box_key IS NOT NULL AND OLD.box_key IS DISTINCT FROM NEW.box_key)
     OR (OLD.ceremony_code <> '' AND OLD.ceremony_code IS DISTINCT FROM NEW.ceremony_code)
     OR (OLD.fingerprint <> '' AND OLD.fingerprint IS DISTINCT FROM NEW.fingerprint) THEN
    RAISE EXCEPTION 'round %: keys and fingerprint are written once', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_box_written_once';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER rounds_round_law BEFORE UPDATE OR DELETE ON rounds_round
  FOR EACH ROW EXECUTE FUNCTION rounds_round_law();

CREATE FUNCTION rounds_part_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched uuid[] := ARRAY[]::uuid[];
  part_of uuid;
  found text;
BEGIN
  IF TG_OP <> 'DELETE' THEN touched := touched || NEW.round_id; END IF;
  IF TG_OP <> 'INSERT' THEN touched := touched || OLD.round_id; END IF;
  FOREACH part_of IN ARRAY touched LOOP
    SELECT state INTO found FROM rounds_round WHERE id = part_of FOR SHARE;
    IF found <> 'draft' THEN
      RAISE EXCEPTION 'round %: % is sealed', part_of, TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_sealed_is_frozen';
    END IF;
  END LOOP;
  RETURN COALESCE(NEW, OLD);
END $$;

CREATE FUNCTION rounds_linepost_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
  FOR found IN SELECT r.state FROM rounds_round r JOIN rounds_line l ON l.round_id = r.id
    WHERE (TG_OP <> 'DELETE' AND l.id = NEW.line_id) OR (TG_OP <> 'INSERT' AND l.id = OLD.line_id)
    FOR SHARE OF r
  LOOP
    IF found <> 'draft' THEN
      RAISE EXCEPTION 'the posts of a sealed line cannot change'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_sealed_is_frozen';
    END IF;
  END LOOP;
  RETURN COALESCE(NEW, OLD);
END $$;

CREATE TRIGGER rounds_line_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_line
  FOR EACH ROW EXECUTE FUNCTION rounds_part_law();
CREATE TRIGGER rounds_elector_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_elector
  FOR EACH ROW EXECUTE FUNCTION rounds_part_law();
CREATE TRIGGER rounds_committee_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_committeemember
  FOR EACH ROW EXECUTE FUNCTION rounds_part_law();
CREATE TRIGGER rounds_exemption_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_exemption
  FOR EACH ROW EXECUTE FUNCTION rounds_part_law();
CREATE TRIGGER rounds_linepost_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_linepost
  FOR EACH ROW EXECUTE FUNCTION rounds_linepost_law();

CREATE FUNCTION rounds_event_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT 1 FROM rounds_round WHERE id = OLD.round_id
    AND state <> 'draft') THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the diary of a round is only written, never changed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_diary_only_grows';
END $$;
CREATE TRIGGER rounds_event_law BEFORE UPDATE OR DELETE ON rounds_roundevent
  FOR EACH ROW EXECUTE FUNCTION rounds_event_law();

CREATE FUNCTION rounds_attendance_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
  SELECT state INTO found FROM rounds_round WHERE id = COALESCE(NEW.round_id, OLD.round_id)
    FOR SHARE;
  IF found IN ('certified', 'published', 'archived') THEN
    RAISE EXCEPTION 'attendance is certified'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'round_sealed_is_frozen';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER rounds_attendance_law BEFORE INSERT OR UPDATE OR DELETE ON rounds_attendance
  FOR EACH ROW EXECUTE FUNCTION rounds_attendance_law();
"""

UNDO = """
DROP FUNCTION rounds_round_law, rounds_part_law, rounds_linepost_law, rounds_event_law,
  rounds_attendance_law, rounds_allowed_move CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("rounds", "0001_initial")]
    operations = [migrations.RunSQL(MOVES, UNDO)]
