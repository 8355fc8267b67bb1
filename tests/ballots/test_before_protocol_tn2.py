"""This release continues no round of protocol tn1: it refuses to migrate while one is under way."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
LAST_RELEASE = [
    ("officials", "0003_dossier_paths"),
    ("rounds", "0011_start_of_the_meeting"),
    ("ballots", "0005_end_of_issuing"),
]


@pytest.fixture
def former() -> Any:
    """The models of the last release, over a schema of their own that the test's rollback removes."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA former; SET LOCAL search_path TO former, public")
        # The migration state of the tests' own tables must not be seen.
        cursor.execute("CREATE TABLE former.django_migrations (LIKE public.django_migrations INCLUDING ALL)")
    return MigrationExecutor(connection).migrate(LAST_RELEASE).apps


def make_round(apps: Any, state: str) -> None:
    unit, _new = apps.get_model("officials", "Unit").objects.get_or_create(name="Sở Nội vụ")
    campaign, _new = apps.get_model("rounds", "Campaign").objects.get_or_create(
        name="Năm 2026", unit=unit, defaults={"starts_on": DAY, "ends_on": DAY}
    )
    rules = apps.get_model("rounds", "RuleSet").objects.first()
    fields = {"title": state, "unit": unit, "campaign": campaign, "rule_set": rules, "state": state}
    if state != "draft":
        locked = {"manifest": b"{}", "election_id": state, "box_key": "key", "fingerprint": "fingerprint"}
        fields |= {"config": b"{}", "rule_set_copy": {}, "cancel_reason": "thử", **locked}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger asks how it came so far
        apps.get_model("rounds", "Round").objects.create(pk=uuid.uuid4(), **fields)
        cursor.execute("SET LOCAL session_replication_role = origin")


def migrate() -> None:
    MigrationExecutor(connection).migrate([("ballots", "0006_before_protocol_tn2")])


def test_rounds_under_way_stop_the_migration_and_no_others(former: Any) -> None:
    under_way = ("closed", "counted", "open", "sealed")
    for state in ("draft", "certified", "published", "archived", "cancelled", *under_way):
        make_round(former, state)
    with pytest.raises(
        CommandError, match=r"certify or cancel these rounds, then migrate: closed; counted; open; sealed$"
    ):
        migrate()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        former.get_model("rounds", "Round").objects.filter(state__in=under_way).update(state="cancelled")
        cursor.execute("SET LOCAL session_replication_role = origin")
    migrate()
