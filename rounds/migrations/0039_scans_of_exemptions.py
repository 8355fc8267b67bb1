"""An exemption keeps the scan of its document, also when the post gets another one."""

from django.db import migrations, models

import officials.storage
import officials.uploads

LAWS = """
CREATE TRIGGER rounds_require_stored_file AFTER INSERT OR UPDATE ON rounds_exemption
  FOR EACH ROW EXECUTE FUNCTION officials_require_stored_file();

CREATE FUNCTION rounds_keep_scan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM officials_post WHERE file = OLD.name)
     OR EXISTS (SELECT FROM rounds_exemption WHERE file = OLD.name) THEN
    RAISE EXCEPTION 'file %: a post or an exemption names it', OLD.name
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'stored_file_is_named';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER rounds_keep_scan BEFORE DELETE ON officials_storedfile
  FOR EACH ROW EXECUTE FUNCTION rounds_keep_scan();

CREATE FUNCTION rounds_remove_scan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.file <> '' THEN
    DELETE FROM officials_storedfile WHERE name = OLD.file
      AND NOT EXISTS (SELECT FROM officials_post WHERE file = OLD.file)
      AND NOT EXISTS (SELECT FROM rounds_exemption WHERE file = OLD.file);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER rounds_remove_scan AFTER DELETE OR UPDATE OF file ON officials_post
  FOR EACH ROW EXECUTE FUNCTION rounds_remove_scan();
CREATE TRIGGER rounds_remove_scan AFTER DELETE OR UPDATE OF file ON rounds_exemption
  FOR EACH ROW EXECUTE FUNCTION rounds_remove_scan();

-- Most rows name no file.
CREATE INDEX officials_post_scan ON officials_post (file) WHERE file <> '';
CREATE INDEX rounds_exemption_scan ON rounds_exemption (file) WHERE file <> '';
"""
UNDO = """
DROP INDEX officials_post_scan, rounds_exemption_scan;
DROP TRIGGER rounds_require_stored_file ON rounds_exemption;
DROP FUNCTION rounds_keep_scan, rounds_remove_scan CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("officials", "0023_scans_of_documents"), ("rounds", "0038_rehearsals")]
    operations = [
        migrations.AddField(
            model_name="exemption",
            name="file",
            field=models.FileField(
                blank=True,
                default="",
                editable=False,
                max_length=300,
                storage=officials.storage.PrivateStorage(),
                upload_to=officials.uploads.evidence_path,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="exemption",
            name="sha256",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.RunSQL(LAWS, UNDO),
    ]
