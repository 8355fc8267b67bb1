"""What a voter reads between the announcement and the freezing; nobody else does."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from officials.models import User
from rounds.models import Round
from rounds.services import announcing, moves
from tests.dossiers import file_dossiers
from tests.roles import announce, make_user

pytestmark = pytest.mark.django_db


def as_(user: User) -> Client:
    client = Client(headers={"accept-language": "vi"})
    client.force_login(user)
    return client


def page(user: User, round_: Round) -> Any:
    return as_(user).get(reverse("ballots:vote", args=[round_.pk]))


def test_voter_reads_list_date_and_place(announced_round: Round, voter: User) -> None:
    shown = page(voter, announced_round).content.decode()
    assert "được triệu tập" in shown
    assert announced_round.place in shown
    assert all(str(line.official.full_name) in shown for line in announced_round.lines.all())


def test_papers_say_when_they_were_received(draft_round: Round, voter: User) -> None:
    """“Added” is the word for papers that come after the freezing."""
    file_dossiers(draft_round)
    announce(draft_round)
    shown = page(voter, draft_round).content.decode()
    assert shown.count(f"nhận {timezone.localdate():%d/%m/%Y}") == draft_round.lines.count() > 0
    assert "bổ sung" not in shown


def test_home_page_leads_there(announced_round: Round, voter: User) -> None:
    shown = as_(voter).get(reverse("home")).content.decode()
    assert reverse("ballots:vote", args=[announced_round.pk]) in shown
    assert "Ông/bà được triệu tập" in shown


def test_voter_finds_the_matters_to_clarify(announced_round: Round, voter: User) -> None:
    address = reverse("rounds:matters", args=[announced_round.pk])
    assert page(voter, announced_round).content.decode().count(f'href="{address}"') == 1
    assert as_(voter).get(address).status_code == 200


def test_blocks_have_their_headings(draft_round: Round, voter: User) -> None:
    draft_round.lines.filter(position=1).update(block="Lãnh đạo Cục")
    draft_round.lines.exclude(position=1).update(block="Trưởng phòng")
    shown = page(voter, announce(draft_round)).content.decode()
    assert shown.count('class="vote-block"') == 2
    assert shown.index("Lãnh đạo Cục") < shown.index("Trưởng phòng")


@pytest.mark.parametrize("who", ["head", "stranger"])
def test_others_find_nothing(announced_round: Round, head: User, who: str) -> None:
    user = head if who == "head" else make_user()
    assert page(user, announced_round).status_code == 404


def test_draft_and_withdrawn_round_are_not_shown(announced_round: Round, voter: User) -> None:
    announcing.withdraw_announcement(round_id=announced_round.pk, actor=None, reason="Sai")
    assert page(voter, announced_round).status_code == 404


def test_cancelled_round_says_why_and_shows_no_dossier(announced_round: Round, voter: User) -> None:
    moves.cancel_round(round_id=announced_round.pk, actor=None, reason="Bão số 9")
    shown = page(voter, announced_round).content.decode()
    assert "Bão số 9" in shown
    assert "Nguyễn Văn Bình" not in shown


def test_no_ballot_is_issued(announced_round: Round, voter: User) -> None:
    answer = as_(voter).post(
        reverse("ballots:issue", args=[announced_round.pk]),
        {"blinded": "00" * 32},
        content_type="application/json",
    )
    assert answer.status_code in (400, 409)
    assert "evaluated" not in answer.json()


def test_queries_do_not_grow_with_the_ballot(
    announced_round: Round, voter: User, django_assert_max_num_queries: Any
) -> None:
    client = as_(voter)
    with django_assert_max_num_queries(16):
        client.get(reverse("ballots:vote", args=[announced_round.pk]))
