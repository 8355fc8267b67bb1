"""A post holds the scan of the document on which its dates rest."""

from django.db import migrations, models

import officials.storage
import officials.uploads

LAW = """
CREATE TRIGGER officials_require_stored_file AFTER INSERT OR UPDATE ON officials_post
  FOR EACH ROW EXECUTE FUNCTION officials_require_stored_file();
"""
UNDO = "DROP TRIGGER officials_require_stored_file ON officials_post;"


class Migration(migrations.Migration):
    dependencies = [("officials", "0022_simulated_accounts")]
    operations = [
        migrations.AddField(
            model_name="post",
            name="file",
            field=models.FileField(
                blank=True,
                default="",
                editable=False,
                max_length=300,
                storage=officials.storage.PrivateStorage(),
                upload_to=officials.uploads.evidence_path,
                verbose_name="scan of the document",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="post",
            name="sha256",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.RunSQL(LAW, UNDO),
    ]
