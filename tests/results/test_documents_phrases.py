"""How minutes and report name the team, the thresholds and the base of percentages."""

from dataclasses import replace

import pytest

from results.documents import phrases
from results.outcomes import BaseKind, ThresholdBand
from simulation import sample_documents


@pytest.mark.parametrize(
    ("role", "label", "title"),
    [
        ("Trưởng ban", "ban kiểm phiếu", "TRƯỞNG BAN KIỂM PHIẾU"),
        ("Tổ trưởng", "tổ kiểm phiếu", "TỔ TRƯỞNG TỔ KIỂM PHIẾU"),
    ],
)
def test_the_head_of_the_counting_team_signs_with_its_name(role: str, label: str, title: str) -> None:
    assert phrases.head_title(role, label) == title


@pytest.mark.parametrize(
    ("label", "head", "printed"),
    [
        ("Ban kiểm phiếu", True, "Trưởng ban"),
        ("Tổ kiểm phiếu", True, "Tổ trưởng"),
        ("Tổ kiểm phiếu", False, "Thành viên"),
    ],
)
def test_the_role_follows_the_name_of_the_counting_team(label: str, head: bool, printed: str) -> None:
    assert phrases.role(label, head=head) == printed


def test_a_threshold_says_whether_it_is_over_or_from() -> None:
    over = ThresholdBand(numerator=1, denominator=2, strict=True, consequence="")
    assert phrases.threshold(over) == "trên 1/2"
    assert phrases.threshold(replace(over, strict=False)) == "từ 1/2 trở lên"


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        (BaseKind.RETURNED, "tổng số phiếu thu về (48 phiếu)"),
        (BaseKind.SUMMONED, "tổng số người được triệu tập (52 người)"),
        (BaseKind.VALID, "số phiếu hợp lệ của từng người"),
    ],
)
def test_the_base_is_named_with_its_number(kind: BaseKind, printed: str) -> None:
    assert phrases.base(sample_documents.sheet(1, kind)) == printed
