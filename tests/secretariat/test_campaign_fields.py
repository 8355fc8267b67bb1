"""Date, place, rule set, scope and mark of many rounds are changed from the page of a campaign, also of announced ones."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from notices.models import Notice
from officials.models import User
from rounds.entries import entries_of
from rounds.models import Campaign, Round
from rounds.told import POSTPONE_INSTEAD
from tests.campaigns import part
from tests.roles import announce, make_draft_round, make_round, rule_set
from tests.secretariat.listing.list_requests import change

pytestmark = pytest.mark.django_db
SECRET = {"marking": "secret", "secret_item": "Mục 7", "secret_decided_by": "Lê Ký, Bộ trưởng"}


@pytest.fixture(autouse=True)
def _logged_in(client: Client, keeper: User) -> None:
    client.force_login(keeper)


def chosen(client: Client, campaign: Campaign, *rounds: Round) -> str:
    data = {"act": "edit", "row": [str(round_.pk) for round_ in rounds]}
    return str(client.post(reverse("secretariat:campaign_choose", args=[campaign.pk]), data)["Location"])


def pair(campaign: Campaign) -> list[Round]:
    return [make_round(part(campaign, name), campaign=campaign) for name in ("Cục Gốm sứ", "Cục Mây tre")]


@pytest.mark.parametrize(
    "values",
    [{"day": "15/3/2030"}, {"place": "Hội trường B"}, {"scope": "public"}, {"marking": "internal"}, SECRET],
    ids=["date", "place", "scope", "mark", "secret mark"],
)
def test_a_field_of_all_that_are_ticked(client: Client, campaign: Campaign, values: Any) -> None:
    rounds = pair(campaign)
    change(client, chosen(client, campaign, *rounds), **values)
    for round_ in Round.objects.all():
        found = {"day": f"{timezone.localtime(round_.opens_at):%d/%-m/%Y}", **round_.__dict__}
        assert {name: found[name] for name in values} == values


def test_the_rule_set(client: Client, campaign: Campaign) -> None:
    rules = rule_set("115-2020")
    change(client, chosen(client, campaign, *pair(campaign)), rule_set=str(rules.pk))
    assert set(Round.objects.values_list("rule_set", flat=True)) == {rules.pk}


def test_a_secret_mark_without_its_item_is_skipped_with_a_sentence(
    client: Client, campaign: Campaign
) -> None:
    rounds = pair(campaign)
    answer = change(client, chosen(client, campaign, *rounds), marking="secret")
    outcome = client.get(answer["Location"]).context["outcome"]
    assert len(outcome.skipped) == 2
    assert set(Round.objects.values_list("marking", flat=True)) == {rounds[0].marking}


def test_an_announced_round_is_not_moved_here(client: Client, campaign: Campaign) -> None:
    round_ = announce(make_draft_round(part(campaign, "Cục Gốm sứ"), campaign=campaign))
    answer = change(client, chosen(client, campaign, round_), day="15/3/2030", reason="Bão số 9")
    assert Round.objects.get().opens_at == round_.opens_at
    skipped = client.get(answer["Location"]).context["outcome"].skipped
    assert [why for _name, why in skipped] == [str(POSTPONE_INSTEAD)]


@pytest.mark.slow
def test_an_announced_round_changes_its_place_with_a_reason_only_and_people_are_told(
    client: Client, campaign: Campaign
) -> None:
    round_ = announce(make_draft_round(part(campaign, "Cục Gốm sứ"), campaign=campaign))
    page = chosen(client, campaign, round_)
    answer = change(client, page, place="Hội trường B")
    assert Round.objects.get().place == round_.place
    skipped = client.get(answer["Location"]).context["outcome"].skipped
    assert ["lý do" in str(why) for _name, why in skipped] == [True]
    change(client, chosen(client, campaign, round_), place="Hội trường B", reason="Bão số 9")
    moved = Round.objects.get()
    assert moved.place == "Hội trường B"
    assert [entry.detail for entry in entries_of(moved, "changed")] == ["Bão số 9"]
    assert Notice.objects.filter(kind="summons", state="waiting").exists()
