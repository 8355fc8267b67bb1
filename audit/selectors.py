"""Reads of the log. Rooms wrap them with their own permission: an object's history is for those who may see it."""

from uuid import UUID

from django.db.models import Model, QuerySet

from audit.models import ChainLink, Detail, Entry


def history(subject: Model) -> QuerySet[Entry]:
    """Return the entries about an object, the newest first, with their details and values.

    About it are acts on the object, changes of its row, and changes of rows that belong to it.
    """
    table, key = subject._meta.db_table, str(subject.pk)  # noqa: SLF001 - documented by Django
    about = Entry.objects.filter(subject_table=table, subject_id=key).order_by().values("pk")
    own = Detail.objects.filter(table_name=table, row_id=key).order_by().values("entry")
    parts = (
        Detail.objects.filter(owner_table=table, owner_id=key).exclude(owner_id="").order_by().values("entry")
    )
    # A union, since a condition with OR would read the whole table.
    return _with_people(Entry.objects.filter(pk__in=about.union(own, parts)))


def history_of_round(round_id: UUID | str) -> QuerySet[Entry]:
    """Return the entries of a round, the newest first."""
    return _with_people(Entry.objects.filter(round_id=round_id))


def history_of_unit(unit_id: int) -> QuerySet[Entry]:
    """Return the entries of a unit, the newest first."""
    return _with_people(Entry.objects.filter(unit_id=unit_id))


def details_of(entries: list[Entry], *, most: int) -> dict[int, list[Detail]]:
    """Return entry → at most `most` of its details with their values, for a page of entries."""
    found: dict[int, list[Detail]] = {}
    for entry in entries:
        found[entry.pk] = list(entry.details.select_related("value").order_by("pk")[:most])
    return found


def head() -> ChainLink | None:
    """Return the last link of the chain."""
    return ChainLink.objects.select_related("entry").order_by("-number").first()


def link_of_hash(value: bytes) -> ChainLink | None:
    return ChainLink.objects.select_related("entry").filter(hash=value).first()


def _with_people(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries.select_related("actor", "deputy_for").order_by("-pk")
