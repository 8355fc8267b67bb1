"""Warnings before freezing; they do not prevent it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from officials.models import Official, User
from rounds.cautions import cautions
from rounds.errors import Where
from rounds.models import Campaign, Round
from rounds.services import configuring, moves
from tests.roles import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def all_officials_vote(draft_round: Round) -> None:
    """Give the officials of the unit accounts, and put them on the roll."""
    for line in draft_round.lines.select_related("official"):
        Official.objects.filter(pk=line.official_id, user=None).update(user=make_user())
    configuring.add_own_officials(round_id=draft_round.pk)


def add(round_: Round, *names: str) -> None:
    people = [(make_user(name, f"dong-ten-{at}"), "") for at, name in enumerate(names)]
    configuring.add_electors(round_id=round_.pk, electors=people)


def test_roll_without_namesakes_has_no_warning(draft_round: Round) -> None:
    add(draft_round, "Lê Hạ", "Lê Hà")
    assert cautions(draft_round) == []


@pytest.mark.parametrize("again", ["lê  thuý", "Lê Thu\u0301y", "LÊ THÚY"])
def test_namesakes_on_the_roll_are_named_with_their_accounts(
    draft_round: Round, again: str, english: None
) -> None:
    add(draft_round, "Lê Thúy", again)
    [warning] = cautions(draft_round)
    assert " is on the roll 2 times: " in str(warning.message)
    assert all(login in str(warning.message) for login in ("dong-ten-0", "dong-ten-1"))
    assert warning.where == Where.ELECTORS


@pytest.mark.slow
@pytest.mark.parametrize("page", ["change", "freeze"])
def test_cautions_are_shown_and_do_not_block_freezing(
    draft_round: Round, secretary: User, client: Client, page: str
) -> None:
    add(draft_round, "Lê Thúy", "Lê Thuý")
    client.force_login(secretary)
    [warning] = cautions(draft_round)
    text = client.get(reverse(f"admin:rounds_round_{page}", args=[draft_round.pk])).text
    assert str(warning.message) in text
    assert (
        moves.freeze_round(round_id=draft_round.pk, actor=secretary, reason="Họp đột xuất").state
        == Round.State.FROZEN
    )


def test_a_local_address_gives_a_warning_before_freezing(
    draft_round: Round, settings: Settings, english: None
) -> None:
    settings.LOCAL_DOCUMENTS, settings.SITE_URL = False, "http://localhost:8000"
    [warning] = cautions(draft_round)
    assert "http://localhost:8000; no document is made until it is set" in str(warning.message)
    draft_round.is_rehearsal = True
    assert cautions(draft_round) == []
    draft_round.is_rehearsal, settings.LOCAL_DOCUMENTS = False, True
    assert cautions(draft_round) == []
    settings.LOCAL_DOCUMENTS, settings.SITE_URL = False, "https://phieu.example.gov.vn"
    assert cautions(draft_round) == []


def test_a_round_without_an_approved_plan_is_pointed_out(draft_round: Round) -> None:
    assert cautions(draft_round) == []
    Campaign.objects.filter(pk=draft_round.campaign_id).update(plan=None)
    [found] = cautions(Round.objects.get(pk=draft_round.pk))
    assert "chưa có kế hoạch được phê duyệt" in str(found.message)
    assert (found.where, found.row) == (Where.CAMPAIGN, draft_round.campaign_id)
