"""What the operation of this installation leaves behind."""

from django.db import models


class BackupNote(models.Model):
    """A backup that was made whole, or restored; health tells the age of the last one."""

    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"
