"""Reads of several rows about imports; people see their own, superusers all."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from lists.models import ImportRow, ListImport, RememberedHeading
from lists.planned import RowState


def imports_of(*, user: Any) -> QuerySet[ListImport]:
    """Return the imports that the person made, the newest first; all of them for a superuser. Without the files."""
    imports = ListImport.objects.defer("content").select_related("made_by")
    return imports if user.is_superuser else imports.filter(made_by=user)


def import_of(*, user: Any, pk: UUID) -> ListImport:
    """Return an import, or raise `ListImport.DoesNotExist` without telling whether it exists."""
    return imports_of(user=user).get(pk=pk)


def rows_of(found: ListImport, state: str = "") -> QuerySet[ImportRow]:
    """Return the rows of an import in the order of the preview; with `state` those of one state."""
    rows = found.rows.order_by("rank", "pk")
    return rows.filter(state=state) if state in RowState.values else rows


def rows_with_faults(found: ListImport) -> QuerySet[ImportRow]:
    return found.rows.filter(state=RowState.WRONG).order_by("pk")


def rows_named(found: ListImport, keys: list[int]) -> dict[int, ImportRow]:
    """Return rows of an import by their ids."""
    return found.rows.in_bulk(keys)


def rows_to_ask(found: ListImport) -> QuerySet[ImportRow]:
    """Return the rows that the file lacks and about which somebody has to be asked."""
    asked = Q(answer="ask")
    if found.options.get("absent") == "ask":
        asked |= Q(answer="")
    return found.rows.filter(asked, state=RowState.ABSENT).order_by("pk")


def unanswered(found: ListImport) -> QuerySet[ImportRow]:
    """Return the rows of which the clerk has not yet said which person or unit they are."""
    return found.rows.filter(state=RowState.ASKED)


def remembered(kind: str) -> dict[str, str]:
    """Return key of a heading → column, as clerks said before."""
    return dict(RememberedHeading.objects.filter(kind=kind).values_list("heading", "column"))


def waiting_for_a_worker() -> QuerySet[ListImport]:
    """Return the imports that a worker has to read or to write, the oldest first."""
    at_work = [ListImport.State.READING, ListImport.State.WRITING, ListImport.State.UNDOING]
    return ListImport.objects.filter(state__in=at_work).order_by("made_at")
