"""A creation of rounds can be ended by an error, which its page then says."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rounds", "0040_plan_documents")]
    operations = [
        migrations.AlterField(
            model_name="batch",
            name="state",
            field=models.CharField(
                choices=[
                    ("prepared", "not started"),
                    ("running", "under way"),
                    ("stopped", "stopped"),
                    ("done", "done"),
                    ("failed", "ended by an error"),
                ],
                default="prepared",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.RemoveConstraint(model_name="batch", name="batch_state_known"),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["prepared", "running", "stopped", "done", "failed"])),
                name="batch_state_known",
            ),
        ),
    ]
