"""The calendar of a campaign: a month of meetings, and people with two meetings on one day pointed out."""

import datetime
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officials.models import User
from rounds.models import Campaign
from tests.campaigns import part
from tests.roles import (
    make_campaign,
    make_draft_round,
    make_frozen_round,
    make_round,
    make_unit,
    make_users,
)

ENGLISH = {"Accept-Language": "en"}
DAY = datetime.date(2031, 5, 14)
pytestmark = pytest.mark.django_db


def at(hour: int, day: datetime.date = DAY) -> dict[str, Any]:
    opens = timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))
    return {"opens_at": opens, "closes_at": opens + datetime.timedelta(hours=2)}


def calendar(client: Client, user: User, campaign: Campaign, query: str = "") -> str:
    client.force_login(user)
    answer = client.get(reverse("secretariat:campaign_calendar", args=[campaign.pk]) + query, headers=ENGLISH)
    assert answer.status_code == 200
    return answer.text


def test_it_opens_at_the_month_of_the_next_meeting(client: Client, campaign: Campaign, keeper: User) -> None:
    make_round(part(campaign, "Cục Gốm sứ"), campaign=campaign, **at(8))
    page = calendar(client, keeper, campaign)
    assert "Month 05/2031" in page
    assert re.search(r"08:00\s+(<span[^>]*>)?Cục Gốm sứ", page)


@pytest.mark.slow
def test_a_person_with_two_meetings_on_one_day_is_pointed_out(
    client: Client, campaign: Campaign, keeper: User
) -> None:
    people = make_users(6)
    make_draft_round(part(campaign, "Cục Gốm sứ"), campaign=campaign, voters=people, **at(8))
    make_draft_round(
        part(campaign, "Cục Mây tre"), campaign=campaign, voters=[*make_users(5), people[0]], **at(14)
    )
    assert "1 person has two meetings" in calendar(client, keeper, campaign)
    day = calendar(client, keeper, campaign, "?day=2031-05-14")
    assert str(people[0]) in day
    assert str(people[1]) not in day


def test_a_voter_who_counts_elsewhere_is_pointed_out(
    client: Client, campaign: Campaign, keeper: User
) -> None:
    people = make_users(6)
    make_draft_round(part(campaign, "Cục Gốm sứ"), campaign=campaign, voters=people, **at(8))
    team = [*make_users(2), people[0]]
    make_draft_round(part(campaign, "Cục Mây tre"), campaign=campaign, members=team, **at(14))
    assert "1 person has two meetings" in calendar(client, keeper, campaign)


def test_a_meeting_of_another_campaign_counts_too(client: Client, campaign: Campaign, keeper: User) -> None:
    person, *others = make_users(6)
    make_draft_round(part(campaign, "Cục Gốm sứ"), campaign=campaign, voters=[person, *others], **at(8))
    other = make_campaign(campaign.unit, name="Đợt bổ sung")
    make_draft_round(
        part(campaign, "Cục Mây tre"), campaign=other, title="Hội nghị khác", voters=[person], **at(14)
    )
    day = calendar(client, keeper, campaign, "?day=2031-05-14")
    assert "1 person has two meetings" in day
    assert "Hội nghị khác" in day
    assert "Đợt bổ sung" in day


@pytest.mark.slow
def test_a_meeting_of_another_secretary_is_told_without_details(
    client: Client, campaign: Campaign, keeper: User
) -> None:
    person, *others = make_users(6)
    make_draft_round(part(campaign, "Cục Gốm sứ"), campaign=campaign, voters=[person, *others], **at(8))
    elsewhere = make_unit("Bộ Lạ", authority=make_unit())
    make_frozen_round(elsewhere, title="Hội nghị kín", voters=[person, *make_users(5)], **at(14))
    day = calendar(client, keeper, campaign, "?day=2031-05-14")
    assert "another meeting" in day
    assert not [word for word in ("Hội nghị kín", "Bộ Lạ", "14:00") if word in day]


@pytest.mark.slow
def test_a_draft_of_another_secretary_is_not_told(client: Client, campaign: Campaign, keeper: User) -> None:
    people = make_users(6)
    make_draft_round(part(campaign, "Cục Gốm sứ"), campaign=campaign, voters=people, **at(8))
    make_draft_round(make_unit("Bộ Lạ"), voters=people, **at(14))
    assert "two meetings" not in calendar(client, keeper, campaign, "?day=2031-05-14")


@pytest.mark.slow
def test_two_meetings_elsewhere_are_not_this_campaigns_business(
    client: Client, campaign: Campaign, keeper: User
) -> None:
    make_draft_round(part(campaign, "Cục Gốm sứ"), campaign=campaign, **at(8))
    other, people = make_campaign(campaign.unit), make_users(6)
    for hour in (9, 14):
        make_draft_round(part(campaign, f"Cục {hour}"), campaign=other, voters=people, **at(hour))
    assert "two meetings" not in calendar(client, keeper, campaign)


def test_meetings_on_two_days_are_not(client: Client, campaign: Campaign, keeper: User) -> None:
    people = make_users(6)
    make_draft_round(part(campaign, "Cục Gốm sứ"), campaign=campaign, voters=people, **at(8))
    later = at(8, DAY + datetime.timedelta(days=1))
    make_draft_round(part(campaign, "Cục Mây tre"), campaign=campaign, voters=people, **later)
    assert "two meetings" not in calendar(client, keeper, campaign)


def test_a_busy_day_shows_its_first_meetings(client: Client, campaign: Campaign, keeper: User) -> None:
    for hour in range(7, 12):
        make_round(part(campaign, f"Cục {hour}"), campaign=campaign, **at(hour))
    page = calendar(client, keeper, campaign)
    assert "and 2 more" in page
    assert "Cục 11" not in page
    assert "Cục 11" in calendar(client, keeper, campaign, "?day=2031-05-14")


def test_rounds_without_a_time_are_counted(client: Client, campaign: Campaign, keeper: User) -> None:
    make_round(part(campaign, "Cục Gốm sứ"), campaign=campaign, opens_at=None, closes_at=None)
    assert "1 round has no time yet" in calendar(client, keeper, campaign)


@pytest.mark.parametrize(
    "query", ["?month=x", "?month=2031-13", "?day=0001-01-01", "?day=9999-12-31", "?month=9999-12"]
)
def test_an_unreadable_month_is_ignored(client: Client, campaign: Campaign, keeper: User, query: str) -> None:
    assert "<table" in calendar(client, keeper, campaign, query)
