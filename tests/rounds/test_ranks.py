"""Lines are proposed by rank, and inside a rank by name; what the secretary arranged stays."""

import pytest

from officials.models import Official, Post, Unit
from rounds.ranks import rank_of
from rounds.services import ballot_lines
from tests.roles import make_official, make_round


@pytest.mark.parametrize(
    ("title", "rank"),
    [
        *(("Cục trưởng", 10), ("Quyền Cục trưởng", 10), ("Bí thư Đảng ủy", 10), ("Thứ trưởng", 20)),
        *(("Phó Cục trưởng", 20), ("Phó Bí thư Chi bộ", 20), ("Phó Tổng Giám đốc", 20)),
        *(("Trưởng phòng Tổ chức", 30), ("Chánh Văn phòng", 30), ("Phó Trưởng phòng", 40)),
        *(("Phó Chánh Văn phòng", 40), ("Chuyên viên chính", 50)),
    ],
)
def test_titles_have_a_rank(title: str, rank: int) -> None:
    assert rank_of([Post(title=title)]) == rank


def test_the_highest_of_several_posts_counts() -> None:
    assert rank_of([Post(title="Trưởng phòng"), Post(title="Phó Bí thư Chi bộ")]) == 20


def names(round_: object) -> list[str]:
    return [line.official.full_name for line in round_.lines.order_by("position")]  # type: ignore[attr-defined]


def test_lines_are_proposed_by_rank_then_by_name(unit: Unit) -> None:
    for name, title in (("Lê An", "Trưởng phòng"), ("Hồ Dũng", "Phó Cục trưởng"), ("Vũ Yến", "Cục trưởng")):
        make_official(unit, name, posts=(title,))
    make_official(unit, "Đỗ Bình", posts=("Phó Cục trưởng",))
    round_ = make_round(unit)
    ballot_lines.propose_lines(round_id=round_.pk)
    assert names(round_) == ["Vũ Yến", "Đỗ Bình", "Hồ Dũng", "Lê An"]


def test_lines_that_were_arranged_stay(unit: Unit) -> None:
    make_official(unit, "Lê An", posts=("Trưởng phòng",))
    round_ = make_round(unit)
    ballot_lines.propose_lines(round_id=round_.pk)
    make_official(unit, "Vũ Yến", posts=("Cục trưởng",))
    ballot_lines.propose_lines(round_id=round_.pk)
    assert names(round_) == ["Lê An", "Vũ Yến"]
    assert Official.objects.count() == 2
