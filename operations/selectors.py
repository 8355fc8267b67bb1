"""What was done on this installation."""

from datetime import timedelta

from django.utils import timezone

from operations.models import BackupNote


def hours_since_backup() -> int | None:
    """Return the whole hours since the last backup was made; None if there was none."""
    last = BackupNote.objects.order_by("-made_at").first()
    return max(0, (timezone.now() - last.made_at) // timedelta(hours=1)) if last else None
