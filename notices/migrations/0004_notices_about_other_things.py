"""A notice is about a round, or about something else, and each person is told of each thing once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_tried_settings")]
    operations = [
        migrations.AddField(
            model_name="notice", name="about", field=models.CharField(blank=True, default="", max_length=40), preserve_default=False
        ),
        migrations.RemoveConstraint(model_name="notice", name="notice_once"),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                fields=("kind", "round", "user", "about", "sequence"),
                name="notice_once",
                nulls_distinct=False,
                violation_error_message="This person has been told already.",
            ),
        ),
    ]
