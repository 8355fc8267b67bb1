"""A note for each rule set, and the full names of the shipped regulations where nobody has edited them."""

from typing import Any

from django.db import migrations, models

from rounds.regulations import renew


def forwards(apps: Any, schema_editor: Any) -> None:
    renew(apps.get_model("rounds", "RuleSet"), apps.get_model("rounds", "Threshold"))


class Migration(migrations.Migration):
    dependencies = [("rounds", "0006_signing_authority")]
    operations = [
        migrations.AddField(
            model_name="ruleset",
            name="note",
            field=models.TextField(
                blank=True,
                default="",
                help_text="For choosing a rule set; never printed.",
                verbose_name="note",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
