"""The home page of a secretary names late dossiers and plans to issue, and leads to lists, plans and campaigns."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from officials.models import Unit, User
from rounds import filings
from rounds.models import Plan, Round
from rounds.own_plans import own_plans_to_issue
from rounds.services import planning
from secretariat.home.waiting import waiting_for
from tests.roles import (
    approved_plan,
    make_draft_round,
    make_official,
    make_plan,
    make_secretary,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def below(unit: Unit) -> Unit:
    return make_unit("Chi cục Làng nghề", parent=unit)


@pytest.fixture
def clerk(below: Unit) -> User:
    return make_secretary(below)


@pytest.fixture
def superior(unit: Unit) -> Plan:
    return approved_plan(unit)


def draft(unit: Unit, days: int, officials: int = 2) -> Round:
    """Return a draft that meets in so many days; dossiers are due twenty days before."""
    opens = timezone.now() + datetime.timedelta(days=days)
    people = [make_official(unit) for _number in range(officials)]
    ends = opens + datetime.timedelta(hours=3)
    return make_draft_round(unit, officials=people, opens_at=opens, closes_at=ends)


def named(user: User) -> dict[str, Any]:
    return {kind.code: kind for kind in waiting_for(user)}


def home(client: Client, user: User) -> str:
    client.force_login(user)
    return client.get("/", headers=ENGLISH).text


@pytest.mark.slow
def test_late_dossiers_lead_to_those_who_owe_them(client: Client, unit: Unit, secretary: User) -> None:
    round_ = draft(unit, 10)
    address = reverse("secretariat:campaign_dossiers", args=[round_.campaign_id])
    assert f'href="{address}?standing=overdue"' in home(client, secretary)
    [row] = named(secretary)["dossiers"].rows
    owing = filings.officials_owing(user=secretary, campaign=round_.campaign)
    assert filings.numbers(owing)["overdue"] == 2
    assert str(row.text).startswith(f"{round_.campaign.name}: 2 ")


@pytest.mark.slow
def test_dossiers_that_are_filed_or_not_due_are_not_late(unit: Unit, secretary: User) -> None:
    draft(unit, 30)
    assert "dossiers" not in named(secretary)
    round_ = draft(unit, 10, officials=1)
    assert named(secretary)["dossiers"].total == 1
    for line in round_.lines.select_related("official"):
        line.dossier = line.official.dossiers.create(title="Hồ sơ", filed_on=timezone.localdate())
        line.save()
    assert "dossiers" not in named(secretary)


def test_late_dossiers_are_named_to_the_secretary_of_the_round(unit: Unit, other_secretary: User) -> None:
    draft(unit, 10)
    assert "dossiers" not in named(other_secretary)


@pytest.mark.slow
def test_unit_is_told_of_the_plan_it_has_to_issue(
    client: Client, superior: Plan, below: Unit, clerk: User
) -> None:
    way = f"{reverse('admin:rounds_plan_add')}?superior={superior.pk}&unit={below.pk}"
    assert f'href="{escape(way)}"' in home(client, clerk)
    assert client.get(way).status_code == 200
    make_plan(below, superior=superior)
    assert "plans" not in named(clerk)


def test_each_of_two_units_is_told(superior: Plan, unit: Unit, below: Unit, clerk: User) -> None:
    other = make_unit("Chi cục Khác", parent=unit)
    clerk.unit_roles.create(unit=other, role="secretariat")
    make_plan(below, superior=superior)
    assert own_plans_to_issue(user=clerk) == [(superior, other)]


def test_the_nearest_superior_plan_asks(superior: Plan, below: Unit, clerk: User) -> None:
    team = make_unit("Đội Một", parent=below)
    head = make_secretary(team)
    assert own_plans_to_issue(user=head) == [(superior, team)]
    nearer = approved_plan(below, "3/KH-CC", superior=superior)
    assert own_plans_to_issue(user=head) == [(nearer, team)]
    make_plan(team, superior=superior)
    assert own_plans_to_issue(user=head) == []


def test_units_that_hold_no_meeting_are_not_asked(unit: Unit, below: Unit, clerk: User) -> None:
    plan = make_plan(unit)
    assert own_plans_to_issue(user=clerk) == []
    planning.set_holders(meeting=plan.meetings.get(), shown=[below.pk], holding=[])
    planning.approve(plan=plan, number="1/KH", date=None, actor=None)
    assert own_plans_to_issue(user=clerk) == []


@pytest.mark.slow
def test_home_and_first_tasks_lead_to_lists_and_plans(client: Client, unit: Unit, secretary: User) -> None:
    lists, plans = reverse("secretariat:lists"), reverse("admin:rounds_plan_changelist")
    page = home(client, secretary)
    assert f'href="{lists}"' in page
    assert f'href="{plans}"' in page
    first = client.get(reverse("admin:index"), headers=ENGLISH).text
    for kind in ("units", "accounts", "officials"):
        address = reverse("secretariat:list_kind", args=[kind])
        assert f'href="{address}"' in first
        assert client.get(address).status_code == 200
    draft(unit, 30)
    assert f'href="{lists}"' in client.get(reverse("admin:index")).text


def test_others_are_not_led_there(client: Client) -> None:
    assert reverse("secretariat:lists") not in home(client, make_user())
