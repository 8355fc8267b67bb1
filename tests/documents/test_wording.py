"""Numbers, dates and names as documents write them (docs/domain.md §§7.1, 7.2)."""

from datetime import UTC, date, datetime

import pytest

from documents import wording


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_days_under_ten_and_months_one_and_two_take_a_zero(day: date, printed: str) -> None:
    assert wording.long_date(day) == printed


def test_a_date_inside_a_recorded_sentence_is_written_the_same_way() -> None:
    recorded = "thông báo Ngày 5 tháng 2 năm 2026 và ngày 10 tháng 11 năm 2025"
    written = "thông báo ngày 05 tháng 02 năm 2026 và ngày 10 tháng 11 năm 2025"
    assert wording.with_long_dates(recorded) == written


def test_times_are_printed_in_vietnamese_time() -> None:
    evening = datetime(2026, 2, 4, 18, 5, tzinfo=UTC)
    assert wording.moment(evening) == "01 giờ 05 phút, ngày 05 tháng 02 năm 2026"


@pytest.mark.parametrize(("number", "printed"), [(0, "0"), (5, "05"), (47, "47"), (1234, "1.234")])
def test_quantities(number: int, printed: str) -> None:
    assert wording.quantity(number) == printed


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("PGS.TS. Lê Quang Đạo", "Lê Quang Đạo"),
        ("ThS Trần Văn Bình", "Trần Văn Bình"),
        ("GS. TSKH. Vũ An", "Vũ An"),
        ("Tsan Văn Bình", "Tsan Văn Bình"),
        ("Bùi Thị Sương", "Bùi Thị Sương"),
    ],
)
def test_a_signer_has_no_academic_title(given: str, printed: str) -> None:
    assert wording.plain_name(given) == printed


def test_each_legal_basis_ends_with_a_semicolon_and_the_last_with_a_full_stop() -> None:
    assert wording.legal_lines(("A", "B;", "B.")) == ["A;", "B;", "B."]
    assert wording.legal_lines(()) == []


@pytest.mark.parametrize(
    ("given", "printed"),
    [("Miễn nhiệm.", "miễn nhiệm"), ("UBND xem xét;", "UBND xem xét"), ("từ chức", "từ chức")],
)
def test_consequence_fits_inside_a_sentence(given: str, printed: str) -> None:
    assert wording.as_clause(given) == printed
