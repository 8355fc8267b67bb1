"""The note in the database that a backup was made, from which `/health/` tells its age."""

import logging
from datetime import datetime

from django.db import DatabaseError

from operations.models import BackupNote

log = logging.getLogger(__name__)


def note_backup(made_at: datetime) -> None:
    """Note the time of a whole backup. The file is good even if the database takes no rows."""
    try:
        BackupNote.objects.create(made_at=made_at)
    except DatabaseError:
        log.warning("The database does not take the note of this backup; /health/ will not count it.")
