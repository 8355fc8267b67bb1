"""Drop the name of the meeting's secretary: no page asks for it and no document prints it.

It never was part of a frozen configuration, so rounds frozen before verify as they did.
"""

import re
from importlib import import_module

from django.db import migrations

TRIGGERS = import_module("rounds.migrations.0008_tables_of_states_and_steps").TRIGGERS
[BEFORE] = re.findall(r"CREATE OR REPLACE FUNCTION rounds_round_law.*?END \$\$;", TRIGGERS, re.DOTALL)
AFTER = BEFORE.replace(" OLD.secretary_name,", "").replace(" NEW.secretary_name,", "")


class Migration(migrations.Migration):
    dependencies = [("rounds", "0009_state_frozen")]
    operations = [
        migrations.RunSQL(AFTER, BEFORE),
        migrations.RemoveField(model_name="round", name="secretary_name"),
    ]
