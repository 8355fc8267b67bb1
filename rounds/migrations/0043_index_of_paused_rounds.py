"""Votes that wait after a restore are found without reading every round."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rounds", "0042_index_of_rehearsals")]
    operations = [
        migrations.AddIndex(
            "round",
            models.Index(
                fields=["opens_at", "title"], condition=models.Q(is_paused=True), name="round_paused"
            ),
        ),
    ]
