"""The papers of a dossier on the ballot of a frozen round are neither changed nor removed, only added."""

from django.db import migrations

LAW = """
-- The locks order a change of a paper and the freezing of a round that names it.
CREATE FUNCTION rounds_require_papers_free(dossiers bigint[], added boolean) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
  FOR found IN SELECT r.state FROM rounds_round r JOIN rounds_line l ON l.round_id = r.id
    WHERE l.dossier_id = ANY(dossiers) ORDER BY r.id FOR SHARE OF r
  LOOP
    IF NOT added AND NOT rounds_change_allowed(found, 'papers') THEN
      RAISE EXCEPTION 'a frozen round names the papers of this dossier'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'papers_are_frozen';
    END IF;
  END LOOP;
END $$;

CREATE FUNCTION rounds_paper_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  dossiers bigint[] := ARRAY[]::bigint[];
BEGIN
  IF TG_OP <> 'DELETE' THEN dossiers := dossiers || NEW.dossier_id; END IF;
  IF TG_OP <> 'INSERT' THEN dossiers := dossiers || OLD.dossier_id; END IF;
  PERFORM rounds_require_papers_free(dossiers, TG_OP = 'INSERT');
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER rounds_paper_law BEFORE INSERT OR UPDATE OR DELETE ON officials_dossierdocument
  FOR EACH ROW EXECUTE FUNCTION rounds_paper_law();

CREATE FUNCTION rounds_dossier_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM rounds_require_papers_free(ARRAY[OLD.id], false);
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER rounds_dossier_law BEFORE UPDATE ON officials_dossier
  FOR EACH ROW WHEN (OLD.official_id IS DISTINCT FROM NEW.official_id) EXECUTE FUNCTION rounds_dossier_law();
"""
UNDO = "DROP FUNCTION rounds_paper_law, rounds_dossier_law, rounds_require_papers_free CASCADE;"


class Migration(migrations.Migration):
    dependencies = [
        ("officials", "0004_papers_dated_and_hashed"),
        ("rounds", "0012_frozen_papers"),
    ]
    operations = [migrations.RunSQL(LAW, UNDO)]
