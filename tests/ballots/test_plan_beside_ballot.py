"""Voters read the texts of the plan beside the ballot, as they stood when the round was frozen."""

import pytest
from django.test import Client
from django.urls import reverse

from ballots.vote_page import printed_ballot
from officials.models import User
from rounds.models import Plan, Round
from rounds.plan_shown import shown_plan
from tests.roles import announce, make_draft_round

pytestmark = pytest.mark.django_db


def ballot(client: Client, voter: User, round_: Round) -> str:
    client.force_login(voter)
    return client.get(reverse("ballots:vote", args=[round_.pk])).text


def test_texts_stand_on_the_ballot_page(client: Client, frozen_round: Round, voter: User) -> None:
    text = ballot(client, voter, frozen_round)
    assert "Kế hoạch số 12/KH-ĐV ngày 10 tháng 01 năm" in text
    for words in ("phấn đấu, rèn luyện", "tập trung dân chủ", "Nghiêm cấm làm sai lệch", "Chậm nhất 20 ngày"):
        assert text.count(words) == 1


def test_texts_stand_on_the_page_of_an_announced_round(client: Client) -> None:
    round_ = announce(make_draft_round())
    voter = round_.electors.all()[0].user
    assert "Nghiêm cấm làm sai lệch" in ballot(client, voter, round_)


def test_a_round_of_an_earlier_release_has_none(frozen_round: Round) -> None:
    frozen_round.plan_copy = None
    assert printed_ballot(frozen_round).plan is None


def test_a_draft_shows_the_version_in_force(draft_round: Round) -> None:
    shown = shown_plan(draft_round)
    assert shown
    assert [section.name for section in shown.sections] == ["purpose", "principles", "prohibited", "schedule"]
    assert Plan.objects.get().purpose == shown.sections[0].parts[0][1]
