"""Move the files of earlier releases from the data folder into rows; can be repeated after being killed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import migrations

from officials.moving_files import move_files


def move(apps: Any, _schema: Any) -> None:
    """Move each file in a transaction of its own; what is missing or changed is named, and stays as it is."""
    for sentence in move_files(apps, Path(settings.MEDIA_ROOT)):
        print(f"\n    {sentence}", end="", flush=True)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("results", "0005_stored_documents")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
