"""The state after freezing is shown as frozen; what is stored stays."""

from django.db import migrations, models

STATES = ("draft", "sealed", "open", "closed", "counted", "certified", "published", "archived", "cancelled")


class Migration(migrations.Migration):
    dependencies = [("rounds", "0008_tables_of_states_and_steps")]
    operations = [
        migrations.AlterField(
            model_name="round",
            name="state",
            field=models.CharField(
                choices=[(state, "frozen" if state == "sealed" else state) for state in STATES],
                default="draft",
                editable=False,
                max_length=10,
                verbose_name="state",
            ),
        ),
    ]
