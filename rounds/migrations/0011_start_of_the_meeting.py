"""When the meeting itself begins; frozen with the rest of the configuration."""

from importlib import import_module

from django.db import migrations, models
from django.db.models import F, Q

BEFORE = import_module("rounds.migrations.0010_no_secretary_name").AFTER
AFTER = BEFORE.replace(" OLD.place,", " OLD.place, OLD.meets_at,").replace(
    " NEW.place,", " NEW.place, NEW.meets_at,"
)


class Migration(migrations.Migration):
    dependencies = [("rounds", "0010_no_secretary_name")]
    operations = [
        migrations.AddField(
            model_name="round",
            name="meets_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="meeting begins at"),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=Q(meets_at__isnull=True)
                | Q(opens_at__isnull=True)
                | Q(meets_at__lte=F("opens_at")),
                name="round_meets_before_opening",
                violation_error_message="A meeting cannot begin after the vote opens.",
            ),
        ),
        migrations.RunSQL(AFTER, BEFORE),
    ]
