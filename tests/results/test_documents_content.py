"""What the minutes and the report say, in which order."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.test import override_settings

from documents.fonts import DocumentFontError
from documents.letterhead import Form
from results.documents.render import render_minutes
from results.outcomes import BaseKind, LineCounts
from simulation import sample_documents
from tests.results import sample_prints
from tests.results.pdf import pages, text
from tests.results.said import said

ORDER = (
    *("VỤ CÔNG NGHIỆP VÀ DỊCH VỤ", "Độc lập - Tự do - Hạnh phúc", "Số: 05/BB-CTĐP"),
    *(
        "BIÊN BẢN KIỂM PHIẾU",
        "Lấy phiếu tín nhiệm đối với",
        "hội nghị khai mạc 08 giờ 00 phút",
        "bắt đầu bỏ phiếu 08 giờ 30",
        "đóng hòm phiếu 09",
    ),
    *("Địa điểm: Hội trường tầng 3", "Đỗ Minh Tuấn, Chuyên viên cao cấp: Trưởng ban"),
    *("được triệu tập: 52 người", "có mặt: 50 người, đạt 96,15%", "vắng mặt: 02 người"),
    *("phát ra: 49 phiếu", "đổi: 01 phiếu", "thu về: 48 phiếu, đạt 97,96%"),
    *("hợp lệ: 47 phiếu", "không hợp lệ: 01 phiếu, gồm: mức tín nhiệm không đúng mẫu: 01"),
    *("Nguyễn Thị Hương Giang", "Trần Văn Bình", "tổng số phiếu thu về (48 phiếu)"),
    *("đã có thông báo nghỉ công tác chờ nghỉ hưu", "3FA9-C04D"),
    *(
        "6. Niêm phong, bàn giao",
        "lập thành 03 bản",
        "02 bản gửi cấp trên, 01 bản lưu",
    ),
    *("kết thúc vào 11 giờ 20 phút, ngày 05 tháng 02 năm 2026./.", "TRƯỞNG BAN KIỂM PHIẾU"),
    *("PHỤ LỤC", "3FA9 C04D 17BE", "https://tinnhiem.example.vn/box"),
)


def test_the_minutes_follow_the_order_of_the_form() -> None:
    printed = text(sample_prints.minutes(2))
    places, start = [], 0
    for part in ORDER:
        start = printed.find(part, start)
        places.append((part, start))
        assert start >= 0, f"{part!r} is missing or too early"
    assert [place for _, place in places] == sorted(place for _, place in places)


def test_the_minutes_have_no_line_of_place_and_date() -> None:
    assert "Hà Nội, ngày" not in text(sample_prints.minutes(2))


def test_lines_stand_in_ballot_order_with_counts_and_percentages() -> None:
    printed = text(sample_prints.minutes(2))
    assert "45 3 40 83,33% 0 0,00% 5 10,42%" in printed
    assert printed.index("83,33%") < printed.index("46 2 15 31,25% 6 12,50% 25 52,08%")


def test_the_report_names_the_outcome_with_its_numbers() -> None:
    printed = text(sample_prints.report(3))
    assert "Số: 05/BC-CTĐP Hà Nội, ngày 06 tháng 02 năm 2026" in printed
    assert "Kính gửi: - Ban Thường vụ Đảng ủy cơ quan; - Vụ Tổ chức cán bộ." in printed
    assert "Có 01 người có trên 1/2 nhưng dưới 2/3 số phiếu tín nhiệm thấp, thuộc trường" in printed
    assert "Ủy viên Ban Thường vụ Đảng ủy cơ quan: 25/48, bằng 52,08%." in printed
    assert "Không có người nào có từ 2/3 số phiếu tín nhiệm thấp trở lên." in printed


def test_an_official_is_named_under_the_gravest_threshold_only() -> None:
    data = sample_documents.report(1)
    worst = LineCounts(row=1, name="Người Thứ Nhất", high=8, confidence=7, low=32, blank=0)
    printed = said(replace(data, sheet=replace(data.sheet, lines=(worst,))))
    assert "Có 01 người có từ 2/3 số phiếu tín nhiệm thấp trở lên, thuộc trường hợp" in printed
    assert "Không có người nào có trên 1/2 nhưng dưới 2/3 số phiếu tín nhiệm thấp." in printed
    assert printed.count("Người Thứ Nhất") == 2


def test_report_is_signed_on_behalf_and_lists_recipients() -> None:
    printed = text(sample_prints.report(3))
    assert "KT. VỤ TRƯỞNG" in printed
    assert "PHÓ VỤ TRƯỞNG" in printed
    assert "Lê Quang Đạo" in printed
    assert "PGS" not in printed
    assert "- Như trên;" in printed
    assert "- Lưu: VT, TCCB." in printed


def test_the_party_form_has_no_national_name() -> None:
    printed = text(sample_prints.report(1, Form.PARTY))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in printed
    assert "CỘNG HÒA" not in printed
    assert "Độc lập" not in printed
    assert "Số 05-BC/CB" in printed
    assert "- Lưu Chi bộ." in printed
    assert "./." not in printed


@pytest.mark.parametrize(
    ("kind", "base", "share"),
    [
        (BaseKind.SUMMONED, "tổng số người được triệu tập (52 người)", "76,92%"),
        (BaseKind.VALID, "số phiếu hợp lệ của từng người", "88,89%"),
    ],
)
def test_the_base_of_the_rule_set_is_printed_and_used(kind: BaseKind, base: str, share: str) -> None:
    printed = said(replace(sample_documents.minutes(1), sheet=sample_documents.sheet(1, kind)))
    assert base in printed
    assert share in printed


@pytest.mark.slow
def test_names_are_text_and_never_markup() -> None:
    line = LineCounts(row=1, name="<b>A</b> & <img src=x>", high=47, confidence=0, low=0)
    data = sample_documents.minutes(1)
    printed = text(render_minutes(replace(data, sheet=replace(data.sheet, lines=(line,)))))
    assert "<b>A</b> & <img src=x>" in printed


def test_missing_font_is_reported_and_not_replaced(tmp_path: Path) -> None:
    with (
        override_settings(DOCUMENT_FONT_DIR=str(tmp_path)),
        pytest.raises(DocumentFontError, match=r"LiberationSerif-Regular\.ttf is not in"),
    ):
        render_minutes(sample_documents.minutes(1))


@pytest.mark.slow
def test_rehearsal_is_marked_invalid_on_every_page() -> None:
    data = sample_documents.minutes(20)
    rehearsal = replace(data, heading=replace(data.heading, rehearsal=True))
    printed = [" ".join(page.split()) for page in pages(render_minutes(rehearsal))]
    assert len(printed) > 2
    assert all("BẢN DIỄN TẬP (không có giá trị)" in page for page in printed)
    assert "DIỄN TẬP" not in text(sample_prints.minutes(1))


def test_the_hash_that_the_members_signed_is_printed() -> None:
    data = sample_documents.minutes(1)
    signed = replace(data, fingerprint=replace(data.fingerprint, statement="ab" * 32))
    assert "Mã xác nhận số liệu kiểm phiếu: ABAB ABAB" in said(signed)
    assert "Mã xác nhận số liệu" not in said(data)


def test_members_that_opened_and_signed_are_printed() -> None:
    data = replace(sample_documents.minutes(1), opened_by=("TS. Đỗ Minh Tuấn", "Trần Văn Bình"), signed_by=())
    printed = said(data)
    assert "mở bằng phần khóa của 02/03 thành viên (Đỗ Minh Tuấn, Trần Văn Bình)." in printed
    assert "Xác nhận số liệu kiểm phiếu trên hệ thống" not in printed


def test_all_have_agreed_only_if_all_have_signed() -> None:
    data = sample_documents.minutes(1)
    everybody = "đã được đọc cho toàn thể ban kiểm phiếu nghe, nhất trí và cùng ký tên."
    assert everybody in said(data)
    printed = said(replace(data, signed_by=data.signed_by[:2]))
    assert "đã được 02/03 thành viên ban kiểm phiếu nhất trí và ký tên." in printed
    assert "toàn thể" not in printed


def test_places_are_named_whatever_their_number() -> None:
    places = ("Nguyễn Văn A: còn được lấy phiếu tại Đảng ủy cơ quan, Công đoàn, Hội Cựu chiến binh",)
    printed = said(replace(sample_documents.report(1), other_places=places))
    assert "còn được lấy phiếu tại nơi khác trong đợt (kết quả tại các nơi được xem xét đồng thời" in printed
    assert "hai nơi" not in printed
