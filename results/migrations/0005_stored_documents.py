"""The file of a document is a row, and stays as long as the document."""

from django.db import migrations

LAWS = """
CREATE TRIGGER results_require_stored_file AFTER INSERT OR UPDATE ON results_document
  FOR EACH ROW EXECUTE FUNCTION officials_require_stored_file();

CREATE FUNCTION results_keep_stored_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM results_document WHERE file = OLD.name) THEN
    RAISE EXCEPTION 'file %: a document of a round names it', OLD.name
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'stored_file_is_named';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER results_keep_stored_file BEFORE DELETE ON officials_storedfile
  FOR EACH ROW EXECUTE FUNCTION results_keep_stored_file();
"""
UNDO = """
DROP FUNCTION results_keep_stored_file CASCADE;
DROP TRIGGER results_require_stored_file ON results_document;
"""


class Migration(migrations.Migration):
    dependencies = [("results", "0004_all_sign"), ("officials", "0011_stored_files")]
    operations = [migrations.RunSQL(LAWS, UNDO)]
