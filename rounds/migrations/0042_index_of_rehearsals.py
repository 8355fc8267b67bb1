"""Rehearsals are found without reading every round."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rounds", "0041_batches_that_failed")]
    operations = [
        migrations.AddIndex(
            "round",
            models.Index(
                fields=["unit", "campaign"], condition=models.Q(is_rehearsal=True), name="round_rehearsal"
            ),
        ),
    ]
