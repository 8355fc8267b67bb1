"""Check of the whole log, computed here from the stored columns, not by the database's own functions.

docs/decisions/30-one-log.md, *What is hashed*.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from audit import capture
from audit.heads import head_in
from audit.selectors import link_of_hash

START = hashlib.sha256().digest()
DESTROY = "log.destroy"
Row = tuple[Any, ...]

_DETAILS = """
SELECT d.entry_id, d.id, d.table_name, d.row_id, d.owner_table, d.owner_id, d.kind, d.hash,
       v.before::text, v.after::text, v.salt, v.destroyed_by_id, v.detail_id IS NOT NULL,
       l.details, l.details_hash, decision.act
FROM audit_detail d LEFT JOIN audit_value v ON v.detail_id = d.id LEFT JOIN audit_link l ON l.entry_id = d.entry_id
LEFT JOIN audit_entry decision ON decision.id = v.destroyed_by_id
ORDER BY d.entry_id, d.id
"""
_LINKS = """
SELECT l.number, l.entry_id, l.previous, l.hash, l.details, l.details_hash, e.id, e.act,
       (extract(epoch FROM e.at) * 1000000)::bigint, e.actor_id, e.deputy_for_id, e.source, e.subject_table,
       e.subject_id, e.round_id::text, e.unit_id
FROM audit_link l LEFT JOIN audit_entry e ON e.id = l.entry_id ORDER BY l.number
"""
_ORPHANS = {
    "SELECT id, act FROM audit_entry e WHERE NOT EXISTS (SELECT FROM audit_link WHERE entry_id = e.id)": (
        lambda pk, act: _("entry %(pk)s (%(act)s) was inserted: no link holds it") % {"pk": pk, "act": act}
    ),
    "SELECT id, entry_id FROM audit_detail d WHERE NOT EXISTS (SELECT FROM audit_entry WHERE id = d.entry_id)": (
        lambda pk, entry: _("detail %(pk)s was inserted, or its entry %(entry)s was removed") % {"pk": pk, "entry": entry}
    ),
    "SELECT detail_id, destroyed_by_id FROM audit_value v WHERE NOT EXISTS "
    "(SELECT FROM audit_detail WHERE id = v.detail_id)": (
        lambda pk, _by: _("value %(pk)s was inserted, or its detail was removed") % {"pk": pk}
    ),
    "SELECT entry_id, details FROM audit_link l WHERE details > 0 AND NOT EXISTS "
    "(SELECT FROM audit_detail WHERE entry_id = l.entry_id)": (
        lambda pk, count: _("entry %(pk)s: all %(count)s details were removed") % {"pk": pk, "count": count}
    ),
}  # fmt: skip


def faults() -> Iterator[str]:
    """Yield a sentence for each row that was changed, removed, inserted or moved, and each unwatched table."""
    with transaction.atomic():
        yield from _chain()
        for _entry, rows in groupby(_rows(_DETAILS), key=itemgetter(0)):
            yield from _of_entry(list(rows))
        for query, sentence in _ORPHANS.items():
            yield from _sentences(query, sentence)
    for table in capture.unwatched():
        yield _("table %(table)s is not watched: its triggers are missing or disabled") % {"table": table}


def destroyed() -> list[tuple[int, int]]:
    """Return (decision, number of rows) for the values that decisions destroyed."""
    query = "SELECT destroyed_by_id, count(*) FROM audit_value WHERE destroyed_by_id IS NOT NULL GROUP BY 1 ORDER BY 1"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def holds(head: str) -> bool:
    """Return whether a printed head is a link of the chain."""
    value = head_in(head)
    return value is not None and link_of_hash(value) is not None


def _chain() -> Iterator[str]:
    last, number = START, 0
    for row in _rows(_LINKS):
        place, entry, previous, stored, details, details_hash, *columns = row
        names = {"number": place, "entry": entry}
        if place != number + 1:
            yield _("link %(from)s is missing before link %(number)s") % {**names, "from": number + 1}
        elif bytes(previous) != last:
            yield _("link %(number)s (entry %(entry)s) does not continue the link before it") % names
        if columns[0] is None:
            yield _("entry %(entry)s of link %(number)s was removed") % names
        elif _hash(previous, place, columns, details, details_hash) != bytes(stored):
            yield _("entry %(entry)s or its link %(number)s was changed") % names
        last, number = bytes(stored), place


def _hash(previous: Any, number: int, columns: list[Any], details: int, details_hash: Any) -> bytes:
    return _digest(bytes(previous), _array(number, *columns, details, bytes(details_hash).hex()))


def _of_entry(rows: list[Row]) -> Iterator[str]:
    """Yield what is wrong with the details of one entry."""
    entry, count, digest = rows[0][0], rows[0][13], rows[0][14]
    for row in rows:
        yield from _of_detail(row)
    if count is not None and count != len(rows):
        names = {"entry": entry, "now": len(rows), "then": count}
        yield _("entry %(entry)s has %(now)s details instead of %(then)s") % names
    elif count is not None and _digest(b"", "".join(map(_line, rows))) != bytes(digest):
        yield _("entry %(entry)s: its details were changed or exchanged") % {"entry": entry}


def _line(row: Row) -> str:
    return _array(*row[1:7], bytes(row[7]).hex())


def _of_detail(row: Row) -> Iterator[str]:
    entry, pk, table, key = row[:4]
    stored, before, after, salt, decision, is_there = row[7:13]
    names = {"pk": pk, "table": table, "row": key, "entry": entry}
    if not is_there:
        yield _("the value of detail %(pk)s (%(table)s %(row)s, entry %(entry)s) was removed") % names
    elif decision is not None:
        if row[15] != DESTROY or salt is not None:
            yield _("the value of detail %(pk)s (%(table)s %(row)s) was emptied without a decision") % names
    elif salt is None or _digest(bytes(salt), _array(*row[1:7], raw=(before, after))) != bytes(stored):
        yield _("detail %(pk)s (%(table)s %(row)s, entry %(entry)s) or its value was changed") % names


def _array(*values: Any, raw: tuple[str | None, ...] = ()) -> str:
    """Return the text that Postgres makes of `jsonb_build_array`; `raw` holds jsonb texts."""
    parts = [json.dumps(value, ensure_ascii=False) for value in values]
    return f"[{', '.join([*parts, *(text or 'null' for text in raw)])}]"


def _digest(salt: bytes, text: str) -> bytes:
    return hashlib.sha256(salt + text.encode()).digest()


def _sentences(query: str, sentence: Callable[[Any, Any], str]) -> Iterator[str]:
    for pk, other in _rows(query):
        yield sentence(pk, other)


def _rows(query: str) -> Iterator[Row]:
    """Yield rows as the server sends them, so that a million need no memory."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(5000):
            yield from rows
