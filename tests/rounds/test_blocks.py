"""Blocks of posts and the order by rank, on the ballot and in what is frozen."""

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import Unit, User
from results.documents.assemble import minutes_data
from rounds import preflight
from rounds.cautions import cautions
from rounds.errors import Where
from rounds.frozen import frozen_configuration
from rounds.models import Line, Round
from rounds.services import ballot_lines, moves
from tests.results.factories import certify
from tests.results.said import said
from tests.roles import make_draft_round, make_official, make_round, make_users

pytestmark = pytest.mark.django_db


def names(round_: Round) -> list[str]:
    return [line.official.full_name for line in round_.lines.order_by("position")]


def in_block(round_: Round, name: str, block: str) -> None:
    Line.objects.filter(round=round_, official__full_name=name).update(block=block)


@pytest.fixture
def round_(unit: Unit) -> Round:
    for name, title in (("Lê An", "Trưởng phòng"), ("Vũ Bình", "Phó Cục trưởng"), ("Hồ Yến", "Cục trưởng")):
        make_official(unit, name, posts=(title,))
    round_ = make_round(unit)
    for post in unit.posts.order_by("pk"):
        ballot_lines.save_line(line=Line(round=round_, official=post.official))
    return round_


def test_order_by_rank(round_: Round) -> None:
    assert names(round_) == ["Lê An", "Vũ Bình", "Hồ Yến"]
    ballot_lines.order_lines(round_id=round_.pk)
    assert names(round_) == ["Hồ Yến", "Vũ Bình", "Lê An"]


def test_inside_a_rank_the_arrangement_stays(round_: Round, unit: Unit) -> None:
    other = make_official(unit, "Đỗ Ân", posts=("Phó Cục trưởng",))
    ballot_lines.save_line(line=Line(round=round_, official=other))
    ballot_lines.order_lines(round_id=round_.pk)
    assert names(round_) == ["Hồ Yến", "Vũ Bình", "Đỗ Ân", "Lê An"]


def test_blocks_come_together_in_their_order(round_: Round) -> None:
    in_block(round_, "Lê An", "Khối phòng")
    in_block(round_, "Hồ Yến", "Khối phòng")
    in_block(round_, "Vũ Bình", "Lãnh đạo")
    assert any("Khối phòng" in str(one.message) for one in preflight.before_freezing(round_))
    ballot_lines.order_lines(round_id=round_.pk)
    assert names(round_) == ["Hồ Yến", "Lê An", "Vũ Bình"]
    assert not any("Khối phòng" in str(one.message) for one in preflight.before_freezing(round_))


def test_the_button_orders_the_draft(round_: Round, secretary: User, client: Client) -> None:
    client.force_login(secretary)
    page = client.get(reverse("admin:rounds_round_change", args=[round_.pk])).text
    assert 'name="_order"' in page
    assert 'name="lines-0-block"' in page


@pytest.mark.slow
def test_headings_are_frozen_and_printed(unit: Unit, voter: User, client: Client) -> None:
    round_ = make_draft_round(unit, voters=[voter, *make_users(5)], lines=3)
    round_.lines.filter(position=1).update(block="Lãnh đạo Cục")
    round_.lines.exclude(position=1).update(block="Trưởng phòng")
    frozen = moves.freeze_round(round_id=round_.pk, actor=None)
    assert [line.block for line in frozen_configuration(frozen).lines] == [
        *("Lãnh đạo Cục", "Trưởng phòng", "Trưởng phòng")
    ]
    client.force_login(voter)
    page = client.get(reverse("ballots:vote", args=[frozen.pk])).text
    assert page.count('class="vote-block"') == 2
    printed = said(minutes_data(certify(frozen)))
    assert printed.index("Lãnh đạo Cục") < printed.rindex("Trưởng phòng")


@pytest.mark.slow
def test_a_result_shows_the_headings(unit: Unit, secretary: User, client: Client) -> None:
    round_ = make_draft_round(unit, lines=3)
    round_.lines.update(block="Khối quản lý")
    certified = certify(moves.freeze_round(round_id=round_.pk, actor=None))
    client.force_login(secretary)
    page = client.get(reverse("results:result", args=[certified.pk])).text
    assert page.count("Khối quản lý") == 1


def test_a_ballot_out_of_rank_is_pointed_out(round_: Round, english: None) -> None:
    def told() -> list[str]:
        return [str(one.message) for one in cautions(round_) if one.where == Where.LINES]

    assert told() == ["The ballot is not ordered by rank: Vũ Bình comes after Lê An."]
    ballot_lines.order_lines(round_id=round_.pk)
    assert told() == []
