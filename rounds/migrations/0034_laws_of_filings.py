"""Record the people who could read the dossiers of a round; let matters of a frozen round only be answered."""

from django.db import migrations

# The states are those of `rounds.accesses.giving_states`; a test compares them.
LAWS = """
CREATE FUNCTION rounds_gives_access(state text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT state IN ('announced', 'certified', 'closed', 'counted', 'open', 'published', 'sealed')
$$;

-- The functions write with the rights of their owner: the application only reads the table.
CREATE FUNCTION rounds_round_access() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF rounds_gives_access(NEW.state) AND NOT rounds_gives_access(OLD.state) THEN
    INSERT INTO rounds_access (round_id, user_id, given_at)
      SELECT NEW.id, user_id, now() FROM rounds_elector WHERE round_id = NEW.id ORDER BY user_id
      ON CONFLICT DO NOTHING;
  ELSIF rounds_gives_access(OLD.state) AND NOT rounds_gives_access(NEW.state) THEN
    UPDATE rounds_access SET ended_at = now() WHERE round_id = NEW.id AND ended_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rounds_round_access AFTER UPDATE OF state ON rounds_round
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION rounds_round_access();

CREATE FUNCTION rounds_elector_access() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE rounds_access a SET ended_at = now() FROM former f
      WHERE a.round_id = f.round_id AND a.user_id = f.user_id AND a.ended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM rounds_elector e WHERE e.round_id = a.round_id AND e.user_id = a.user_id);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO rounds_access (round_id, user_id, given_at)
      SELECT n.round_id, n.user_id, now() FROM present n JOIN rounds_round r ON r.id = n.round_id
      WHERE rounds_gives_access(r.state) ORDER BY n.user_id
      ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rounds_elector_access_insert AFTER INSERT ON rounds_elector
  REFERENCING NEW TABLE AS present FOR EACH STATEMENT EXECUTE FUNCTION rounds_elector_access();
CREATE TRIGGER rounds_elector_access_delete AFTER DELETE ON rounds_elector
  REFERENCING OLD TABLE AS former FOR EACH STATEMENT EXECUTE FUNCTION rounds_elector_access();
CREATE TRIGGER rounds_elector_access_update AFTER UPDATE ON rounds_elector
  REFERENCING OLD TABLE AS former NEW TABLE AS present
  FOR EACH STATEMENT EXECUTE FUNCTION rounds_elector_access();

-- A matter is asked while the papers may change; once they are frozen, it may be answered if it was not.
CREATE FUNCTION rounds_matter_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
  SELECT state INTO found FROM rounds_round WHERE id = NEW.round_id FOR SHARE;
  IF rounds_change_allowed(found, 'papers') THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.answer = '' AND NEW.answer <> ''
    AND (NEW.round_id, NEW.official_id, NEW.text, NEW.asked_on, NEW.source, NEW.withheld)
      IS NOT DISTINCT FROM (OLD.round_id, OLD.official_id, OLD.text, OLD.asked_on, OLD.source, OLD.withheld)
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a frozen round holds the matters to clarify'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'papers_are_frozen';
END $$;
CREATE TRIGGER rounds_matter_law BEFORE INSERT OR UPDATE ON rounds_matter
  FOR EACH ROW EXECUTE FUNCTION rounds_matter_law();

-- Rounds that were frozen by earlier releases: their voters could read from freezing on, which the log tells.
INSERT INTO rounds_access (round_id, user_id, given_at)
  SELECT e.round_id, e.user_id, coalesce(
    (SELECT max(l.at) FROM audit_entry l WHERE l.round_id = e.round_id AND l.act = 'round.sealed'), now())
  FROM rounds_elector e JOIN rounds_round r ON r.id = e.round_id
  WHERE rounds_gives_access(r.state) ORDER BY e.round_id, e.user_id
  ON CONFLICT DO NOTHING;
"""
UNDO = """
DROP FUNCTION rounds_round_access, rounds_elector_access, rounds_matter_law, rounds_gives_access CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("rounds", "0033_filings")]
    operations = [migrations.RunSQL(LAWS, UNDO)]
