"""How minutes and report name the team, the thresholds and the base of percentages."""

from dataclasses import replace

import pytest
from django.test import override_settings

from documents.letterhead import Form
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


HALF = ThresholdBand(numerator=1, denominator=2, strict=True, consequence="")
FROM_HALF = replace(HALF, strict=False)
FROM_THIRDS = ThresholdBand(numerator=2, denominator=3, strict=False, consequence="")
OVER_THIRDS = replace(FROM_THIRDS, strict=True)


@pytest.mark.parametrize(
    ("band", "above", "printed"),
    [
        (HALF, FROM_THIRDS, "trên 1/2 nhưng dưới 2/3 số phiếu tín nhiệm thấp"),
        (HALF, OVER_THIRDS, "trên 1/2 đến 2/3 số phiếu tín nhiệm thấp"),
        (FROM_HALF, FROM_THIRDS, "từ 1/2 nhưng dưới 2/3 số phiếu tín nhiệm thấp"),
        (FROM_HALF, OVER_THIRDS, "từ 1/2 đến 2/3 số phiếu tín nhiệm thấp"),
        (FROM_THIRDS, None, "từ 2/3 số phiếu tín nhiệm thấp trở lên"),
        (OVER_THIRDS, None, "trên 2/3 số phiếu tín nhiệm thấp"),
    ],
)
def test_a_share_names_both_its_limits(
    band: ThresholdBand, above: ThresholdBand | None, printed: str
) -> None:
    assert phrases.share_of_low(band, above, "Tín nhiệm thấp") == printed


@pytest.mark.parametrize(
    ("form", "unit", "last", "end"),
    [
        (Form.STATE, "Chi bộ Văn phòng", "Lưu: VT", "./."),
        (Form.PARTY, "Chi bộ Văn phòng", "Lưu Chi bộ", "."),
        (Form.PARTY, "Đảng bộ cơ quan", "Lưu Đảng ủy", "."),
    ],
)
def test_each_form_files_and_ends_as_its_own_guidance_says(
    form: Form, unit: str, last: str, end: str
) -> None:
    assert (phrases.filed(form, unit), phrases.end(form)) == (last, end)


@override_settings(PARTY_DOCUMENT_END="./.", PARTY_DOCUMENT_FILING="Lưu Văn phòng Đảng ủy")
def test_the_forms_of_the_party_are_settings() -> None:
    assert phrases.end(Form.PARTY) == "./."
    assert phrases.filed(Form.PARTY, "Chi bộ") == "Lưu Văn phòng Đảng ủy"


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
