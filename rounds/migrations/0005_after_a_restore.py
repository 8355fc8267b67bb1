"""A round restored from a backup waits for its secretary."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rounds", "0004_born_as_draft"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="is_paused",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="round",
            name="resumed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
