"""Campaigns of the last release get their plans, approved; a migration that was killed can run again."""

import datetime
import importlib
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from officials.models import Unit
from rounds.models import Campaign, Plan
from rounds.plan_content import content_of
from tests.owner import become_owner
from tests.roles import make_campaign

pytestmark = pytest.mark.django_db
MIGRATION = importlib.import_module("rounds.migrations.0028_plans_of_campaigns")
COLUMNS = "ADD COLUMN plan_number varchar(60) NOT NULL DEFAULT '', ADD COLUMN plan_date date"
DAY = datetime.date(2026, 1, 5)


@pytest.fixture
def campaigns(unit: Unit) -> list[Campaign]:
    """Three campaigns as the last release had them: two with the number of one plan, one without."""
    found = [make_campaign(unit, plan=None) for _number in range(3)]
    become_owner()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE rounds_campaign {COLUMNS}")
        numbered = [one.pk for one in found[:2]]
        cursor.execute(
            "UPDATE rounds_campaign SET plan_number = '7/KH', plan_date = %s WHERE id = ANY (%s)",
            [DAY, numbered],
        )
    return found


def migrate() -> None:
    state: Any = MigrationLoader(connection).project_state(("rounds", "0027_plans"))
    MIGRATION.make_plans(state.apps, None)


def test_campaigns_of_one_number_share_a_plan(campaigns: list[Campaign]) -> None:
    migrate()
    plan = Plan.objects.get()
    assert (plan.number, plan.date, plan.stage) == ("7/KH", DAY, Plan.Stage.APPROVED)
    assert (plan.starts_on, plan.ends_on) == (campaigns[0].starts_on, campaigns[0].ends_on)
    held = Campaign.objects.order_by("pk").values_list("plan", flat=True)
    assert list(held) == [plan.pk, plan.pk, None]


def test_its_version_can_be_amended(campaigns: list[Campaign]) -> None:
    migrate()
    plan = Plan.objects.get()
    assert plan.versions.get().content == content_of(plan)


def test_a_second_run_makes_nothing(campaigns: list[Campaign]) -> None:
    migrate()
    migrate()
    assert Plan.objects.count() == 1
