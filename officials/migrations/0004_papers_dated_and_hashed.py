"""The day on which a paper came in, and the hash of its file; papers of earlier releases have neither."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("officials", "0003_dossier_paths")]
    operations = [
        migrations.AddField(
            model_name="dossierdocument",
            name="added_on",
            field=models.DateField(editable=False, null=True, verbose_name="added on"),
        ),
        migrations.AlterField(
            model_name="dossierdocument",
            name="added_on",
            field=models.DateField(
                default=django.utils.timezone.localdate, editable=False, null=True, verbose_name="added on"
            ),
        ),
        migrations.AddField(
            model_name="dossierdocument",
            name="sha256",
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
    ]
