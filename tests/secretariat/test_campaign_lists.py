"""The page of a campaign as a list: exported, its filters saved, and its rounds changed together."""

import datetime
import io
import re

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officials.models import User
from rounds.models import Campaign, Round
from secretariat.models import Selection
from tests.campaigns import part
from tests.roles import make_draft_round, make_frozen_round, make_round, make_secretary, make_unit

ENGLISH = {"Accept-Language": "en"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _logged_in(client: Client, keeper: User) -> None:
    client.force_login(keeper)


def address(campaign: Campaign, page: str, *args: str, query: str = "") -> str:
    return reverse(f"secretariat:{page}", args=[campaign.pk, *args]) + query


def sheet(content: bytes) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_the_file_holds_all_rows_that_match(client: Client, campaign: Campaign) -> None:
    make_draft_round(part(campaign, "Cục Gốm sứ"), campaign=campaign, lines=4, voters=7)
    part(campaign, "Cục Mây tre")
    answer = client.post(address(campaign, "campaign_export", "xlsx", query="?q=cuc"), headers=ENGLISH)
    head, *rows = sheet(answer.content)
    found = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert set(found) == {"Cục Gốm sứ", "Cục Mây tre"}
    assert (found["Cục Gốm sứ"]["On the ballot"], found["Cục Gốm sứ"]["Roll"]) == (4, 7)
    assert found["Cục Gốm sứ"]["Plan"] == campaign.plan.number  # type: ignore[union-attr]
    assert found["Cục Mây tre"]["Round"] is None


def test_a_formula_in_a_name_is_text(client: Client, campaign: Campaign) -> None:
    part(campaign, "=1+1")
    answer = client.post(address(campaign, "campaign_export", "csv"), headers=ENGLISH)
    assert "'=1+1" in answer.content.decode()
    assert client.post(address(campaign, "campaign_export", "pdf")).status_code == 404


def test_a_filter_is_saved_and_offered(client: Client, campaign: Campaign) -> None:
    saving = address(campaign, "campaign_filters", query="?lack=roll&q=cuc")
    client.post(saving, {"name": "Thiếu danh sách"})
    page = client.get(address(campaign, "campaign"), headers=ENGLISH).text
    assert "Thiếu danh sách" in page
    (pk,) = re.findall(r'name="delete" value="(\d+)"', page)
    client.post(saving, {"delete": pk})
    assert "Thiếu danh sách" not in client.get(address(campaign, "campaign"), headers=ENGLISH).text


def test_the_day_of_ticked_rounds_is_changed_together_and_the_filter_stays(
    client: Client, campaign: Campaign
) -> None:
    rounds = [make_round(part(campaign, f"Cục {number}"), campaign=campaign) for number in range(3)]
    chosen = [str(round_.pk) for round_ in rounds[:2]]
    answer = client.post(address(campaign, "campaign_choose", query="?q=cuc"), {"act": "edit", "row": chosen})
    day = timezone.localdate() + datetime.timedelta(days=30)
    data = {"change_day": "on", "day": f"{day:%d/%m/%Y}", "reason": "Hoãn theo công văn", "confirmed": "1"}
    done = client.post(answer["Location"], data)
    assert done["Location"] == address(campaign, "campaign", query="?q=cuc")
    days = [timezone.localdate(round_.opens_at) for round_ in Round.objects.order_by("unit__name")]
    assert days[:2] == [day, day]
    assert days[2] != day


@pytest.mark.slow
def test_a_skipped_round_is_named_with_its_unit_and_why(client: Client, campaign: Campaign) -> None:
    frozen = make_frozen_round(part(campaign, "Cục Chốt"), campaign=campaign, title="Hội nghị")
    draft = make_round(part(campaign, "Cục Soạn"), campaign=campaign, title="Hội nghị")
    chosen = {"act": "edit", "row": [str(frozen.pk), str(draft.pk)]}
    form = client.post(address(campaign, "campaign_choose"), chosen)["Location"]
    assert "Hội nghị (Cục Soạn)" in client.get(form).text
    shown = client.post(form, {"change_place": "on", "place": "Hội trường B"}, headers=ENGLISH).text
    assert "Hội nghị (Cục Chốt)" in shown
    assert "The round is frozen" in shown


@pytest.mark.slow
def test_all_that_match_are_those_that_were_counted(client: Client, campaign: Campaign) -> None:
    drafts = [make_round(part(campaign, f"Cục {number}"), campaign=campaign) for number in range(3)]
    make_frozen_round(part(campaign, "Cục đã chốt"), campaign=campaign)
    choosing = address(campaign, "campaign_choose", query="?state=draft")
    client.post(choosing, {"act": "edit", "everything": "2"})
    assert not Selection.objects.exists()
    client.post(choosing, {"act": "edit", "everything": "3"})
    assert set(Selection.objects.get().keys) == {str(round_.pk) for round_ in drafts}


def test_nothing_ticked_is_said(client: Client, campaign: Campaign) -> None:
    answer = client.post(address(campaign, "campaign_choose"), {"act": "edit"}, headers=ENGLISH, follow=True)
    assert "Tick at least one row." in answer.text


def test_rounds_of_others_are_not_chosen(client: Client, campaign: Campaign) -> None:
    other = make_round(make_unit("Nơi khác"))
    client.post(address(campaign, "campaign_choose"), {"act": "edit", "row": [str(other.pk)]})
    assert not Selection.objects.exists()
    client.force_login(make_secretary(make_unit()))
    for page, args in (("campaign_choose", ()), ("campaign_filters", ()), ("campaign_export", ("xlsx",))):
        assert client.post(address(campaign, page, *args)).status_code == 404
