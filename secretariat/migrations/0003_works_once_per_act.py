"""The same act of a person runs once at a time."""

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import MD5, Cast


class Migration(migrations.Migration):
    dependencies = [("secretariat", "0002_works")]
    operations = [
        migrations.AddConstraint(
            model_name="work",
            constraint=models.UniqueConstraint(
                F("asked_by"),
                F("kind"),
                MD5(Cast("values", models.TextField())),
                condition=Q(("selection", None), ("state", "running")),
                name="work_runs_once_per_act",
            ),
        ),
    ]
