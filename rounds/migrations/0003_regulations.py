"""The regulations a fresh installation starts with; editable afterwards."""

from typing import Any

from django.db import migrations

from rounds.regulations import install


def forwards(apps: Any, schema_editor: Any) -> None:
    install(apps.get_model("rounds", "RuleSet"), apps.get_model("rounds", "Threshold"))


class Migration(migrations.Migration):
    dependencies = [("rounds", "0002_laws")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
