"""The minutes print the head of the log at certification."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("results", "0006_files_of_the_disk"), ("ballots", "0015_who_is_voting")]
    operations = [
        migrations.AddField("certification", "log_number", models.BigIntegerField(null=True)),
        migrations.AddField("certification", "log_head", models.CharField(blank=True, max_length=64)),
    ]
