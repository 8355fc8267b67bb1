"""Reads of the log. Rooms wrap them with their own permission: an object's history is for those who may see it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Model, Q, QuerySet

from audit.models import ChainLink, DailyHead, Detail, Entry, KeptValue

# Each part is read by an index of its own: a condition with OR, or details of one entry in the order of another
# index, would read the whole log, or all rows of an act on thousands. The first rows of an entry are asked as a range
# of (entry, id), which one index alone has in this order: for `entry_id = …` Postgres may walk the primary key instead.
_DETAILS_ABOUT = """
WITH changed AS MATERIALIZED (
  SELECT id, entry_id FROM audit_detail WHERE table_name = %(table)s AND row_id = %(key)s
  UNION
  SELECT id, entry_id FROM audit_detail WHERE owner_table = %(table)s AND owner_id = %(key)s AND owner_id <> ''
), about AS (
  SELECT id, entry_id FROM changed WHERE entry_id = ANY (%(others)s::bigint[])
  UNION ALL
  SELECT id, entry_id FROM audit_detail WHERE kind = 'note' AND entry_id = ANY (%(others)s::bigint[])
), placed AS (
  SELECT id, row_number() OVER (PARTITION BY entry_id ORDER BY id) AS place FROM about
)
SELECT id FROM placed WHERE place <= %(most)s
UNION ALL
SELECT first.id FROM unnest(%(own)s::bigint[]) AS entry (id) CROSS JOIN LATERAL (
  SELECT d.id FROM audit_detail d
  WHERE (d.entry_id, d.id) > (entry.id, 0) AND d.entry_id <= entry.id ORDER BY d.entry_id, d.id LIMIT %(most)s
) first
"""


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
    entries = Entry.objects.filter(pk__in=about.union(own, parts))
    return entries.select_related("actor", "deputy_for", "link").order_by("-pk")


def details_about(subject: Model, entries: list[Entry], *, most: int) -> dict[int, list[Detail]]:
    """Return entry → at most `most` of its details, with their values; two queries.

    Of an act on another object, only the details about `subject` are returned, and notes.
    """
    table, key = subject._meta.db_table, str(subject.pk)  # noqa: SLF001
    found: dict[int, list[Detail]] = {entry.pk: [] for entry in entries}
    own = [row.pk for row in entries if (row.subject_table, row.subject_id) == (table, key)]
    about: dict[str, Any] = {
        "own": own,
        "others": [*found.keys() - own],
        "table": table,
        "key": key,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_DETAILS_ABOUT, about)
        chosen = [pk for (pk,) in cursor.fetchall()]
    for detail in Detail.objects.filter(pk__in=chosen).select_related("value"):
        found[detail.entry_id].append(detail)
    return found


def names_of(model: type[Model], keys: set[Any]) -> dict[str, str]:
    """Return key → name as it is now of rows of a model; one query."""
    rows = model._base_manager.select_related().filter(pk__in=keys)  # noqa: SLF001
    return {str(row.pk): str(row) for row in rows}


def head() -> ChainLink | None:
    """Return the last link of the chain."""
    return ChainLink.objects.select_related("entry").order_by("-number").first()


def heads(*, since: date | None = None) -> QuerySet[DailyHead]:
    """Return the heads that were kept, one a day, the oldest first."""
    found = DailyHead.objects.order_by("day")
    return found.filter(day__gte=since) if since else found


def decision_text(entry: int) -> str:
    """Return the text of a decision about the log."""
    note = KeptValue.objects.filter(detail__entry=entry, detail__kind=Detail.Kind.NOTE).first()
    return str((note.after or {}).get("text", "")) if note else ""


def details_to_destroy(
    *, round_id: UUID | None = None, account: int | None = None, until: date | None = None
) -> QuerySet[Detail, int]:
    """Return the ids of the details whose values a decision about a round, an account, or former years names."""
    found = Detail.objects.filter(value__destroyed_by=None)
    if round_id:
        found = found.filter(entry__round_id=round_id)
    if account:
        table, key = get_user_model()._meta.db_table, str(account)  # noqa: SLF001
        own = Q(table_name=table, row_id=key) | Q(owner_table=table, owner_id=key)
        found = found.filter(own | Q(entry__subject_table=table, entry__subject_id=key))
    if until:
        found = found.filter(entry__at__date__lte=until)
    return found.values_list("pk", flat=True)


def link_of_hash(value: bytes) -> ChainLink | None:
    return ChainLink.objects.select_related("entry").filter(hash=value).first()
