"""A list that was taken over leads to the next thing to prepare."""

import pytest
from django.urls import reverse

from lists.models import ListImport
from officials.models import Unit, User
from rounds.models import Campaign, Round
from secretariat.after_import import ways_on
from tests.lists.importing import read, taken, undone, xlsx
from tests.roles import make_campaign, make_plan, make_secretary, make_unit, make_user

pytestmark = pytest.mark.django_db
UNITS = xlsx([["Tên đơn vị", "Đơn vị cấp trên", "Ký hiệu văn bản"], ["Phòng Kế hoạch", "Cục", "KH"]])


@pytest.fixture
def clerk() -> User:
    return make_secretary(make_unit("Cục", authority=make_unit("Bộ")))


def written(clerk: User, kind: str, target: str = "") -> ListImport:
    return ListImport(kind=kind, target=target, made_by=clerk, state=ListImport.State.WRITTEN)


def first(clerk: User, kind: str) -> str:
    return ways_on(written(clerk, kind), clerk)[0].url


def test_lists_of_a_new_installation_lead_through_its_tasks(clerk: User) -> None:
    assert first(clerk, "units") == reverse("secretariat:list_kind", args=["accounts"])
    assert first(clerk, "officials") == reverse("admin:rounds_plan_add")
    plan = make_plan(Unit.objects.get(name="Cục"))
    assert first(clerk, "groups") == f"{reverse('admin:rounds_campaign_add')}?plan={plan.pk}"


def test_officials_lead_to_the_rounds_of_the_campaign(clerk: User) -> None:
    campaign = make_campaign(Unit.objects.get(name="Cục"))
    assert first(clerk, "officials") == reverse("secretariat:campaign_create", args=[campaign.pk])


def test_later_lists_lead_to_the_newest_campaign(
    clerk: User, secretary: User, frozen_round: Round, campaign: Campaign
) -> None:
    assert first(secretary, "accounts") == reverse("secretariat:campaign_create", args=[campaign.pk])
    assert first(secretary, "rolls") == reverse("secretariat:campaign", args=[campaign.pk])


@pytest.fixture
def campaign(frozen_round: Round) -> Campaign:
    return frozen_round.campaign


def test_the_roll_of_a_meeting_leads_back_to_it(secretary: User, draft_round: Round) -> None:
    [way] = ways_on(written(secretary, "rolls", str(draft_round.pk)), secretary)
    assert way.url == reverse("admin:rounds_round_change", args=[draft_round.pk]) + "#electors"


def test_an_import_that_was_undone_leads_to_the_list_only(clerk: User) -> None:
    make_user(unit=Unit.objects.get(name="Cục"))
    found = undone(taken(read("units", UNITS, clerk)))
    assert [way.url for way in ways_on(found, clerk)] == [reverse("admin:officials_unit_changelist")]
