"""Renaming after freezing changes no ballot, no minutes, no signature, no result."""

import pytest
from django.test import Client
from django.urls import reverse

from ballots.committee_page import committee_page
from ballots.vote_page import printed_ballot
from officials.models import Official, Post, Unit, User
from results.documents.assemble import minutes_data, report_data
from results.result_page import result_page
from results.statement import statement_of
from rounds.models import Campaign, Round, RuleSet

pytestmark = pytest.mark.django_db
TODAY = "Đổi sau khi chốt"


def rename_everything(round_: Round, *users: User) -> Round:
    """Change each name that a round of `users` prints; return the round as read afterwards."""
    for post in Post.objects.all():
        Post.objects.filter(pk=post.pk).update(title=f"{TODAY} {post.pk}")
    Official.objects.update(full_name=TODAY)
    for unit in Unit.objects.all():
        Unit.objects.filter(pk=unit.pk).update(
            name=f"{TODAY} {unit.pk}", document_code=TODAY, place=TODAY, parent=None
        )
    RuleSet.objects.update(name=TODAY, level_high=TODAY, committee_label=TODAY)
    Campaign.objects.update(name=TODAY, plan=None)
    User.objects.filter(pk__in=[user.pk for user in users]).update(full_name=TODAY)
    return Round.objects.get(pk=round_.pk)


def test_the_ballot(frozen_round: Round) -> None:
    before = printed_ballot(frozen_round)
    assert printed_ballot(rename_everything(frozen_round)) == before
    assert {line.name for line in before.lines} == {"Trần Thị An", "Nguyễn Văn Bình", "Lê Thị Cúc"}


def test_the_voters_page(client: Client, frozen_round: Round, voter: User) -> None:
    rename_everything(frozen_round)
    client.force_login(voter)
    text = client.get(reverse("ballots:vote", args=[frozen_round.pk])).text
    assert "Bí thư Chi bộ" in text
    assert TODAY not in text


def test_minutes_and_report(certified_round: Round, head: User, members: list[User]) -> None:
    round_ = certified_round
    minutes, report = minutes_data(round_), report_data(round_)
    round_ = rename_everything(round_, head, *members)
    assert minutes_data(round_) == minutes
    assert report_data(round_) == report
    assert TODAY not in str(minutes) + str(report)


def test_what_the_members_sign(certified_round: Round) -> None:
    round_ = certified_round
    before = statement_of(round_).data
    assert statement_of(rename_everything(round_)).data == before


def test_the_result(certified_round: Round) -> None:
    round_ = certified_round
    before = result_page(round_)
    assert result_page(rename_everything(round_)) == before


@pytest.mark.parametrize("address", ["results:result", "secretariat:desk", "admin:rounds_round_change"])
def test_the_pages(
    client: Client, certified_round: Round, secretary: User, head: User, members: list[User], address: str
) -> None:
    round_ = rename_everything(certified_round, head, *members)
    client.force_login(secretary)
    text = client.get(reverse(address, args=[round_.pk])).text
    assert round_.title in text
    assert TODAY not in text


def test_the_desk_before_the_vote(
    client: Client, frozen_round: Round, secretary: User, head: User, members: list[User]
) -> None:
    rename_everything(frozen_round, head, *members)
    client.force_login(secretary)
    text = client.get(reverse("secretariat:desk", args=[frozen_round.pk])).text
    assert "Trần Thị An" in text  # named among the dossiers that are lacking
    assert TODAY not in text


def test_the_counting_team(frozen_round: Round, head: User, members: list[User]) -> None:
    board = committee_page(rename_everything(frozen_round, head, *members), head)
    assert board["me"] == {"index": 1, "name": "Phan Trưởng Ban", "role": "head"}
    assert [member["name"] for member in board["members"]] == [
        "Phan Trưởng Ban",
        "Trịnh Ủy Viên",
        "Đinh Ủy Viên",
    ]
