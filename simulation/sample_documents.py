"""Data of documents with fictional people, for tests and benchmarks."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

from documents.letterhead import Form, Heading, Mark, Signature
from results.documents.data import (
    ExemptOfficial,
    Fingerprint,
    MinutesData,
    PrintedMeeting,
    ReportData,
    TeamMember,
)
from results.outcomes import BaseKind, CountSheet, InvalidReason, LineCounts, ThresholdBand

Data = TypeVar("Data", MinutesData, ReportData)
NAMES = (
    *("Nguyễn Thị Hương Giang", "Trần Văn Bình", "Lê Quang Đạo", "Phạm Thị Ngọc Ánh"),
    *("Hoàng Đức Thịnh", "Vũ Thị Kim Oanh", "Đặng Hữu Nghĩa", "Bùi Thị Thu Thủy"),
)
POSTS = (
    ("Vụ trưởng",),
    ("Phó Vụ trưởng", "Ủy viên Ban Thường vụ Đảng ủy cơ quan"),
    ("Trưởng phòng Phát triển công nghiệp địa phương",),
)
MEETING = PrintedMeeting(
    title="Hội nghị lấy phiếu tín nhiệm của Vụ Công nghiệp và Dịch vụ địa phương",
    place="Hội trường tầng 3, trụ sở cơ quan, số 25 phố Ngọc Lâm, Hà Nội",
    begun=datetime(2026, 2, 5, 1, 0, tzinfo=UTC),
    opened=datetime(2026, 2, 5, 1, 30, tzinfo=UTC),
    closed=datetime(2026, 2, 5, 2, 45, tzinfo=UTC),
)
CERTIFIED = datetime(2026, 2, 5, 4, 20, tzinfo=UTC)
FINGERPRINT = Fingerprint(
    root="3fa9c04d17be62885a0b71e4d2c6f39017ac5be8409d63f2a1870ce5b94d2f66",
    short="3FA9-C04D",
    check_url="https://tinnhiem.example.vn/box",
)
THRESHOLDS = (
    ThresholdBand(
        numerator=1,
        denominator=2,
        strict=True,
        consequence=(
            "đưa ra khỏi quy hoạch chức vụ cao hơn; xem xét cho thôi giữ chức vụ đang đảm nhiệm, "
            "bố trí công tác khác, cho từ chức; hoặc bỏ phiếu tín nhiệm"
        ),
    ),
    ThresholdBand(numerator=2, denominator=3, strict=False, consequence="xem xét miễn nhiệm"),
)


def lines(size: int) -> tuple[LineCounts, ...]:
    """Return `size` officials of a round with 47 valid ballots; the second reaches the first band."""
    return tuple(
        LineCounts(
            row=i + 1,
            name=NAMES[i % len(NAMES)],
            posts=POSTS[min(i, 2)],
            high=15 if i == 1 else 40 - i % 20,
            confidence=6 if i == 1 else i % 20,
            low=25 if i == 1 else 5,
            blank=1 if i == 1 else 2,
        )
        for i in range(size)
    )


def sheet(size: int = 12, base_kind: BaseKind = BaseKind.RETURNED) -> CountSheet:
    return CountSheet(
        summoned=52,
        present=50,
        issued=49,
        returned=48,
        valid=47,
        invalid=(InvalidReason(reason="mức tín nhiệm không đúng mẫu", count=1),),
        exchanged=1,
        base_kind=base_kind,
        lines=lines(size),
    )


def heading(form: Form = Form.STATE, mark: Mark = Mark.NONE) -> Heading:
    if form is Form.PARTY:
        return Heading(
            form=form,
            superior="Đảng ủy cơ quan Trung ương",
            agency="Chi bộ Vụ Công nghiệp địa phương",
            number=5,
            symbol="CB",
            mark=mark,
            end=".",
        )
    return Heading(
        superior="Cục Công nghiệp Trung ương",
        agency="Vụ Công nghiệp và Dịch vụ địa phương",
        number=5,
        symbol="CTĐP",
        mark=mark,
    )


def minutes(size: int = 12, form: Form = Form.STATE, mark: Mark = Mark.NONE, members: int = 3) -> MinutesData:
    team = (
        TeamMember(name="TS. Đỗ Minh Tuấn", role="Trưởng ban", post="Chuyên viên cao cấp", head=True),
        *(TeamMember(name=NAMES[i], role="Thành viên", post="Chuyên viên chính") for i in range(members - 1)),
    )
    return MinutesData(
        heading=heading(form, mark),
        subject="Lấy phiếu tín nhiệm đối với cán bộ giữ chức danh, chức vụ lãnh đạo, quản lý năm 2026",
        meeting=MEETING,
        team=team,
        sheet=sheet(size),
        exempt=(
            ExemptOfficial(
                name="Ngô Thị Lan",
                posts=("Phó Vụ trưởng",),
                reason="đã có thông báo nghỉ công tác chờ nghỉ hưu",
            ),
        ),
        fingerprint=FINGERPRINT,
        opened_by=tuple(member.name for member in team[: members // 2 + 1]),
        signed_by=tuple(member.name for member in team),
        ended=CERTIFIED,
        certified=CERTIFIED,
    )


def long(data: Data) -> Data:
    """Return the same document with the longest names, posts and agencies found in practice."""
    posts = (
        "Phó Vụ trưởng phụ trách Vụ Phát triển công nghiệp và thương mại địa phương",
        "Ủy viên Ban Thường vụ Đảng ủy cơ quan, Bí thư Chi bộ Vụ Phát triển công nghiệp địa phương",
    )
    lines = tuple(
        replace(line, name=f"Công Tằng Tôn Nữ {line.name}", posts=posts) for line in data.sheet.lines
    )
    head = replace(
        data.heading,
        superior="Đảng ủy Bộ Công nghiệp, Thương mại và Phát triển vùng Đồng bằng sông Cửu Long",
        agency="Cục Phát triển công nghiệp, tiểu thủ công nghiệp và làng nghề truyền thống địa phương",
    )
    return replace(data, heading=head, sheet=replace(data.sheet, lines=lines))


def report(size: int = 12, form: Form = Form.STATE, mark: Mark = Mark.NONE) -> ReportData:
    party = form is Form.PARTY
    return ReportData(
        heading=heading(form, mark),
        issued_at="Hà Nội",
        issued_on=date(2026, 2, 6),
        subject="Kết quả lấy phiếu tín nhiệm đối với cán bộ giữ chức danh, chức vụ lãnh đạo, quản lý",
        legal_basis=(
            (
                "Căn cứ Quy định số 96-QĐ/TW ngày 02 tháng 02 năm 2023 của Bộ Chính trị về việc lấy "
                "phiếu tín nhiệm đối với chức danh, chức vụ lãnh đạo, quản lý trong hệ thống chính trị"
            ),
            "Căn cứ Kế hoạch số 12/KH-CTĐP ngày 05 tháng 01 năm 2026 của Cục Công nghiệp Trung ương về việc lấy phiếu tín nhiệm",
        ),
        addressees=("Ban Thường vụ Đảng ủy cơ quan", "Vụ Tổ chức cán bộ"),
        meeting=MEETING,
        sheet=sheet(size),
        thresholds=THRESHOLDS,
        exempt=minutes(1).exempt,
        fingerprint=FINGERPRINT,
        recipients=("Như trên", "Lãnh đạo Vụ", "Lưu Chi bộ" if party else "Lưu: VT, TCCB"),
        signature=Signature(
            authority=("T/M CHI ỦY",) if party else ("KT. VỤ TRƯỞNG",),
            title="Bí thư" if party else "Phó Vụ trưởng",
            name="PGS.TS. Lê Quang Đạo",
        ),
        certified=CERTIFIED,
    )
