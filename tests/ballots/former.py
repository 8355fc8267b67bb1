"""The tables of a former release, with rounds in any state, for tests of what an upgrade refuses."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.owner import become_owner, without_triggers

DAY = date(2026, 1, 1)
UNDER_WAY = ("closed", "counted", "open", "sealed")
AT_REST = ("draft", "certified", "published", "archived", "cancelled")


def migrated(targets: Sequence[tuple[str, str]]) -> Any:
    """Return the models of a release, over a schema of their own that the test's rollback removes."""
    become_owner()
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA former; SET LOCAL search_path TO former, public")
        # The migration state of the tests' own tables must not be seen.
        cursor.execute("CREATE TABLE former.django_migrations (LIKE public.django_migrations INCLUDING ALL)")
    return MigrationExecutor(connection).migrate(list(targets)).apps


def make_round(apps: Any, state: str) -> Any:
    """Create a round that has its state as title."""
    unit, _new = apps.get_model("officials", "Unit").objects.get_or_create(name="Sở Nội vụ")
    campaign, _new = apps.get_model("rounds", "Campaign").objects.get_or_create(
        name="Năm 2026", unit=unit, defaults={"starts_on": DAY, "ends_on": DAY}
    )
    rules = apps.get_model("rounds", "RuleSet").objects.first()
    fields = {"title": state, "unit": unit, "campaign": campaign, "rule_set": rules, "state": state}
    if state != "draft":
        locked = {"manifest": b"{}", "election_id": state, "box_key": "key", "fingerprint": "fingerprint"}
        fields |= {"config": b"{}", "rule_set_copy": {}, "cancel_reason": "thử", **locked}
    with connection.cursor() as cursor, without_triggers(cursor):  # they check the steps before
        return apps.get_model("rounds", "Round").objects.create(pk=uuid.uuid4(), **fields)


def cancel_rounds_under_way(apps: Any) -> None:
    with connection.cursor() as cursor, without_triggers(cursor):
        rounds = apps.get_model("rounds", "Round").objects
        rounds.filter(state__in=UNDER_WAY).update(state="cancelled")
