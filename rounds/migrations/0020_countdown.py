"""A round opens by itself only if that is chosen, and after a countdown."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rounds", "0019_early_end")]
    operations = [
        migrations.AddField(
            model_name="round",
            name="opens_by_itself",
            field=models.BooleanField(default=False, verbose_name="opens by itself"),
        ),
        migrations.AddField(
            model_name="round",
            name="opening_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
