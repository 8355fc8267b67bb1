"""Files of dossiers and documents are rows: never changed, and removed with the paper that names them."""

import django.db.models.functions.text
from django.db import migrations, models

import officials.models.stored_files

LAWS = """
-- PDF files do not compress; uncompressed, a slice is read without the rest.
ALTER TABLE officials_storedfile ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE FUNCTION officials_stored_file_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'file %: a stored file is never changed', OLD.name
      USING ERRCODE = 'check_violation', CONSTRAINT = 'stored_file_unchanged';
  END IF;
  IF EXISTS (SELECT 1 FROM officials_dossierdocument WHERE file = OLD.name) THEN
    RAISE EXCEPTION 'file %: a paper of a dossier names it', OLD.name
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'stored_file_is_named';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER officials_stored_file_law BEFORE UPDATE OR DELETE ON officials_storedfile
  FOR EACH ROW EXECUTE FUNCTION officials_stored_file_law();

-- For every table with the columns file and sha256; papers of earlier releases have no hash. It comes after the
-- laws of rounds, whose refusals tell more.
CREATE FUNCTION officials_require_stored_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.file, NEW.sha256) IS NOT DISTINCT FROM (OLD.file, OLD.sha256) THEN
    RETURN NULL;
  END IF;
  IF NEW.file <> '' AND NOT EXISTS (
    SELECT 1 FROM officials_storedfile WHERE name = NEW.file AND NEW.sha256 IN ('', sha256)
  ) THEN
    RAISE EXCEPTION 'file %: is not stored, or has another hash', NEW.file
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'named_file_is_stored';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER officials_require_stored_file AFTER INSERT OR UPDATE ON officials_dossierdocument
  FOR EACH ROW EXECUTE FUNCTION officials_require_stored_file();

CREATE FUNCTION officials_remove_paper_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM officials_storedfile WHERE name = OLD.file
    AND NOT EXISTS (SELECT 1 FROM officials_dossierdocument WHERE file = OLD.file);
  RETURN NULL;
END $$;
CREATE TRIGGER officials_remove_paper_file AFTER DELETE OR UPDATE OF file ON officials_dossierdocument
  FOR EACH ROW EXECUTE FUNCTION officials_remove_paper_file();
"""
UNDO = """
DROP FUNCTION officials_remove_paper_file, officials_require_stored_file, officials_stored_file_law CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("officials", "0010_drafting_code_validator")]
    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("name", models.CharField(max_length=300, primary_key=True, serialize=False)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sha256", officials.models.stored_files.ContentHash(models.F("content"))),
                            ("size", django.db.models.functions.text.Length("content")),
                        ),
                        name="stored_file_is_whole",
                    )
                ],
            },
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]
