"""The history that Django's admin wrote moves into the one log; each entry keeps its moment, and is chained now.

In one transaction: a migration that was killed has moved nothing, and moves all when it is run again.
"""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.db import migrations
from django.utils import translation

ACTS = {1: "former.add", 2: "former.change", 3: "former.remove"}
ENTRY = """
INSERT INTO audit_entry (act, at, actor_id, source, subject_table, subject_id, round_id)
VALUES (%s, %s, %s, 'former', %s, %s, CASE WHEN %s THEN %s::uuid END) RETURNING id
"""
NOTE = "SELECT audit_write_note(%s, jsonb_build_object('text', %s::text))"


def move_history(apps: Any, schema: Any) -> None:
    """Move every row of Django's history, the oldest first."""
    rows = apps.get_model("admin", "LogEntry").objects.select_related("content_type")
    with schema.connection.cursor() as cursor, translation.override("vi"):
        for row in rows.order_by("action_time", "pk").iterator():
            _move(apps, cursor, row)
    rows.all().delete()


def _move(apps: Any, cursor: Any, row: Any) -> None:
    table = _table(apps, row.content_type)
    key = (row.object_id or "")[:40]
    is_round = table == "rounds_round"
    act = ACTS.get(row.action_flag, "former.change")
    cursor.execute(ENTRY, [act, row.action_time, row.user_id, table, key, is_round, key if is_round else None])
    (entry,) = cursor.fetchone()
    told = LogEntry(action_flag=row.action_flag, change_message=row.change_message).get_change_message()
    text = ": ".join(part for part in (row.object_repr, str(told)) if part)
    cursor.execute(NOTE, [entry, text])


def _table(apps: Any, content_type: Any) -> str:
    """Return the table of a row, or "" if the release no longer has it."""
    try:
        return str(apps.get_model(content_type.app_label, content_type.model)._meta.db_table)
    except (AttributeError, LookupError):
        return ""


class Migration(migrations.Migration):
    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("audit", "0003_acts_of_their_own"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("operations", "0001_backup_notes"),
        ("officials", "0012_name_order_indexes"),
        ("rounds", "0025_log_of_rounds"),
    ]
    operations = [migrations.RunPython(move_history, migrations.RunPython.noop)]
