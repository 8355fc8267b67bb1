"""Remove files and rows of imports that are no longer needed."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.services import act
from lists.models import ImportRow, ListImport, WrittenRow

WAITS = datetime.timedelta(days=7)  # an import that nobody confirms
UNDO = datetime.timedelta(days=30)  # how long an import can be undone
State = ListImport.State


@transaction.atomic
def clear() -> None:
    """Give up imports that wait for a week, and forget the rows of those that can no longer be undone."""
    now = timezone.now()
    waiting = ListImport.objects.filter(
        state__in=[State.COLUMNS, State.PLANNED, State.REFUSED], made_at__lt=now - WAITS
    )
    old = Q(list_import__state__in=[State.WRITTEN, State.UNDONE], list_import__written_at__lt=now - UNDO)
    with act("list.clear", actor=None):
        WrittenRow.objects.filter(old).delete()
        ImportRow.objects.filter(old | Q(list_import__in=waiting)).delete()
        waiting.update(state=State.GIVEN_UP, content=b"")
