"""The page of a campaign: units with their rounds, their numbers, and what each lacks."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import Unit, User
from rounds.models import Campaign
from rounds.services import moves
from tests.campaigns import part
from tests.roles import announce, make_draft_round, make_frozen_round, make_round, make_secretary, make_unit

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def department(campaign: Campaign) -> Unit:
    return part(campaign, "Cục Gốm sứ")


def page_for(client: Client, user: User, campaign: Campaign, query: str = "") -> str:
    client.force_login(user)
    answer = client.get(reverse("secretariat:campaign", args=[campaign.pk]) + query, headers=ENGLISH)
    assert answer.status_code == 200
    return answer.text


def test_a_unit_without_a_round_is_listed(client: Client, campaign: Campaign, department: Unit) -> None:
    page = page_for(client, make_secretary(campaign.unit), campaign)
    assert "Cục Gốm sứ" in page
    assert "No round yet" in page


def test_a_round_stands_beside_its_unit_with_its_numbers(
    client: Client, campaign: Campaign, department: Unit
) -> None:
    round_ = make_draft_round(department, campaign=campaign, lines=4, voters=7, members=3)
    page = page_for(client, make_secretary(campaign.unit), campaign)
    assert round_.title in page
    for label, number in (("On the ballot", "4"), ("Roll", "7"), ("Team", "3"), ("Dossiers", "0/4")):
        assert re.search(rf'data-label="{label}">\s*(?:<div>\s*)?{number}\s*<', page), label


def test_what_a_draft_lacks_leads_to_the_part_of_its_page(
    client: Client, campaign: Campaign, department: Unit
) -> None:
    round_ = make_round(department, campaign=campaign, place="", opens_at=None, closes_at=None)
    page = page_for(client, make_secretary(campaign.unit), campaign)
    draft = reverse("admin:rounds_round_change", args=[round_.pk])
    for place, words in (
        ("lines", "the ballot"),
        ("electors", "the roll"),
        ("committee", "the counting team"),
        ("general", "the times"),
        ("general", "place or chair"),
    ):
        assert f'href="{draft}#{place}">{words}<' in page


@pytest.mark.slow
def test_a_frozen_round_lacks_nothing_here(client: Client, campaign: Campaign, department: Unit) -> None:
    round_ = make_frozen_round(department, campaign=campaign)
    page = page_for(client, make_secretary(campaign.unit), campaign)
    assert reverse("secretariat:desk", args=[round_.pk]) in page
    assert "the counting team<" not in page


def test_the_secretary_of_a_unit_sees_the_own_unit_only(
    client: Client, campaign: Campaign, department: Unit
) -> None:
    other = make_unit("Cục Mây tre", parent=campaign.unit)
    make_round(other, campaign=campaign, title="Hội nghị ở Mây tre")
    page = page_for(client, make_secretary(department), campaign)
    assert "Cục Gốm sứ" in page
    assert "Mây tre" not in page


def test_a_campaign_of_other_units_is_unknown(client: Client, campaign: Campaign) -> None:
    client.force_login(make_secretary(make_unit()))
    assert client.get(reverse("secretariat:campaign", args=[campaign.pk])).status_code == 404


def test_a_cancelled_round_is_shown_when_it_is_asked_for(
    client: Client, campaign: Campaign, department: Unit
) -> None:
    round_ = make_round(department, campaign=campaign, title="Hội nghị bị hủy")
    moves.cancel_round(round_id=round_.pk, actor=None, reason="Hoãn")
    secretary = make_secretary(campaign.unit)
    assert "Hội nghị bị hủy" not in page_for(client, secretary, campaign)
    assert "Hội nghị bị hủy" in page_for(client, secretary, campaign, "?state=cancelled")


def main_action(client: Client, campaign: Campaign) -> str:
    page = page_for(client, User.objects.get(full_name="Phạm Thư Ký"), campaign)
    [words] = re.findall(r'class="button" href="[^"]*">\s*([^<]+?)\s*</a>', page)
    return str(words)


@pytest.mark.slow
def test_the_main_action_is_what_comes_next(client: Client, campaign: Campaign, department: Unit) -> None:
    make_secretary(campaign.unit, "Phạm Thư Ký")
    assert main_action(client, campaign) == "Create rounds from the plan"
    round_ = make_draft_round(department, campaign=campaign)
    assert main_action(client, campaign) == "Announce several meetings"
    announce(round_)
    assert main_action(client, campaign) == "Dossiers"
