"""Filters of the page of a campaign: each shows the rows that fit, and an unreadable one is named."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officials.models import Unit, User
from rounds.campaign_selectors import (
    Lack,
    RowNumbers,
    WantedRows,
    lacks_of,
    numbers_of_rows,
    rounds_with_numbers,
    rows_of_campaign,
)
from rounds.models import Campaign, Round
from tests.campaigns import part
from tests.roles import make_draft_round, make_frozen_round, make_round

pytestmark = pytest.mark.django_db


def found(campaign: Campaign, user: User, **wanted: object) -> set[str]:
    """Return the names of the units whose rows are shown, and counted as they are shown."""
    asked = WantedRows(**wanted)  # type: ignore[arg-type]
    rows = list(rows_of_campaign(user=user, campaign=campaign, wanted=asked))
    numbers = RowNumbers(len(rows), sum(round_ is not None for _unit, round_ in rows))
    assert numbers_of_rows(user=user, campaign=campaign, wanted=asked) == numbers
    return set(Unit.objects.filter(pk__in=[pk for pk, _round in rows]).values_list("name", flat=True))


def test_by_words_without_diacritics(campaign: Campaign, keeper: User) -> None:
    part(campaign, "Cục Gốm sứ")
    part(campaign, "Cục Mây tre")
    assert found(campaign, keeper, text="gom su") == {"Cục Gốm sứ"}


def test_by_the_title_of_the_round(campaign: Campaign, keeper: User) -> None:
    make_round(part(campaign, "Cục Gốm sứ"), campaign=campaign, title="Hội nghị cán bộ chủ chốt")
    part(campaign, "Cục Mây tre")
    assert found(campaign, keeper, text="chu chot") == {"Cục Gốm sứ"}


@pytest.mark.slow
def test_by_state_and_without_a_round(campaign: Campaign, keeper: User) -> None:
    make_frozen_round(part(campaign, "Cục Gốm sứ"), campaign=campaign)
    make_round(part(campaign, "Cục Mây tre"), campaign=campaign)
    assert found(campaign, keeper, state="sealed") == {"Cục Gốm sứ"}
    assert found(campaign, keeper, state="draft") == {"Cục Mây tre"}
    assert found(campaign, keeper, state="none") == {"Bộ Làng nghề"}


def test_by_days(campaign: Campaign, keeper: User) -> None:
    day = timezone.localtime() + datetime.timedelta(days=9)
    later = day + datetime.timedelta(hours=2)
    make_round(part(campaign, "Cục Gốm sứ"), campaign=campaign, opens_at=day, closes_at=later)
    make_round(part(campaign, "Cục Mây tre"), campaign=campaign)
    assert found(campaign, keeper, since=day.date(), until=day.date()) == {"Cục Gốm sứ"}


@pytest.mark.parametrize("lack", Lack)
def test_by_what_is_lacking_as_the_rows_say(campaign: Campaign, keeper: User, lack: Lack) -> None:
    empty = make_round(
        part(campaign, "Cục Gốm sứ"), campaign=campaign, place="", opens_at=None, closes_at=None
    )
    make_draft_round(part(campaign, "Cục Mây tre"), campaign=campaign)
    rounds = rounds_with_numbers(Round.objects.filter(campaign=campaign).values_list("pk", flat=True))
    said = {round_.unit.name for round_ in rounds.values() if lack in lacks_of(round_)}
    assert found(campaign, keeper, lack=lack) == said
    assert lack == Lack.DOSSIERS or empty.unit.name in said


@pytest.mark.slow
def test_anything_lacking(campaign: Campaign, keeper: User) -> None:
    make_round(part(campaign, "Cục Gốm sứ"), campaign=campaign, place="")
    make_frozen_round(part(campaign, "Cục Mây tre"), campaign=campaign)
    assert found(campaign, keeper, lack="anything") == {"Cục Gốm sứ"}


@pytest.mark.slow
def test_unreadable_filters_are_named_and_filter_nothing(
    client: Client, campaign: Campaign, keeper: User
) -> None:
    part(campaign, "Cục Gốm sứ")
    client.force_login(keeper)
    address = reverse("secretariat:campaign", args=[campaign.pk])
    for query in ("?since=31/2/2026", "?state=x", "?lack=y", "?q=%00", "?page=zz"):
        answer = client.get(address + query)
        assert answer.status_code == 200
        assert "Cục Gốm sứ" in answer.text, query


def test_all_filters_are_about_one_round(campaign: Campaign, keeper: User) -> None:
    """A unit with a draft in May and a meeting without a time has no draft without a time in June."""
    unit, day = part(campaign, "Cục Gốm sứ"), timezone.localtime() + datetime.timedelta(days=9)
    later = day + datetime.timedelta(hours=2)
    draft = make_round(unit, campaign=campaign, opens_at=day, closes_at=later)
    make_round(unit, campaign=campaign, opens_at=None, closes_at=None)
    assert found(campaign, keeper, since=day.date(), lack=Lack.TIMES) == set()
    assert found(campaign, keeper, text="gom su", state="draft", lack=Lack.TIMES) == {"Cục Gốm sứ"}
    rows = rows_of_campaign(user=keeper, campaign=campaign, wanted=WantedRows(since=day.date()))
    assert list(rows) == [(unit.pk, draft.pk)]


def test_rounds_of_one_unit_are_counted_once(campaign: Campaign, keeper: User) -> None:
    unit = part(campaign, "Cục Gốm sứ")
    for _number in range(3):
        make_round(unit, campaign=campaign)
    for wanted, rows in ((WantedRows(), 4), (WantedRows(state="draft"), 3)):
        numbers = numbers_of_rows(user=keeper, campaign=campaign, wanted=wanted)
        assert numbers == RowNumbers(rows, rounds=3)
