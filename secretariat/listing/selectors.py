"""What a person saved and chose in the lists; nobody sees what others did."""

from uuid import UUID

from django.db.models import QuerySet

from officials.models import User
from secretariat.models import SavedFilter, Selection


def saved_filters(*, user: User, place: str) -> QuerySet[SavedFilter]:
    """Return the person's saved filters of a list, by name."""
    return SavedFilter.objects.filter(user=user, place=place)


def selection_of(*, user: User, place: str, pk: UUID) -> Selection:
    """Return what the person chose in a list. Raises `Selection.DoesNotExist` for what others chose."""
    return Selection.objects.get(user=user, place=place, pk=pk)
