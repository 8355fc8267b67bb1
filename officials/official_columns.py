"""Columns of a list of officials with their posts."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lists import cleaning
from lists.columns import Column, name_column
from lists.errors import UnreadableCell
from officials.models import Post
from officials.staff_codes import LONGEST, staff_code_in

PLACES = {Post.Kind.WORK: "Nơi công tác", Post.Kind.PARTY: "Nơi sinh hoạt Đảng"}
PLACE_SPELLINGS = {
    **dict.fromkeys(
        ("nơi công tác", "công tác", "chính quyền", "chuyên môn", "work"), PLACES[Post.Kind.WORK]
    ),
    **dict.fromkeys(
        ("nơi sinh hoạt đảng", "sinh hoạt đảng", "đảng", "cấp ủy", "party"), PLACES[Post.Kind.PARTY]
    ),
}
DAYS = ("appointed_on", "elected_on", "retirement_notice_on", "ended_on")


def read_rank(value: Any) -> str:
    """Return a rank, a number from 1 to 999."""
    written = cleaning.text(value)
    if written and not (written.isdecimal() and len(written) < 10 and 1 <= int(written) <= 999):
        raise UnreadableCell(_("A rank is a number from 1 to 999."))
    return written


STAFF_CODE = Column(
    "staff_code",
    "Mã cán bộ",
    "macb masocanbo macanbocongchuc manhanvien masonhanvien mavienchuc msnv mscb staffcode socb",
    read=lambda value: staff_code_in(cleaning.text(value)),
    most=LONGEST,
    example="CB-0012",
    hint=gettext_lazy("The key by which a later list finds the person again."),
)
EMAIL = Column(
    "email",
    "Thư điện tử",
    "email mail diachiemail diachithudientu emailcongvu thudientucongvu hopthu hopthudientu diachithu",
    read=cleaning.email,
    most=254,
    example="nguyenvana@example.vn",
    hint=gettext_lazy("Finds the person's account, and the person if there is no staff code."),
)
UNIT = Column(
    "unit",
    "Đơn vị",
    "donvicongtac coquan coquandonvi coquandonvicongtac noicongtac tendonvi unit phongban bophan",
    example="Phòng Kế hoạch",
    hint=gettext_lazy("The name or code of the unit where the post is held."),
)
COLUMNS = (
    name_column(hint=gettext_lazy("In one column, or in two: “Họ và tên đệm” and “Tên”.")),
    STAFF_CODE,
    EMAIL,
    Column(
        "birth_date",
        "Ngày sinh",
        "ngaythangnamsinh ngaysinh namsinh sinhngay ntns birthdate dateofbirth",
        read=cleaning.day,
        example="05/02/1975",
        hint=gettext_lazy("day/month/year"),
    ),
    Column(
        "title",
        "Chức danh, chức vụ",
        "chucvu chucdanh chucdanhchucvu chucvuhiennay chucvuhientai chucvuchucdanh post position title",
        read=cleaning.post_title,
        most=200,
        example="Trưởng phòng",
        hint=gettext_lazy("One post in each row; a person with two posts stands in two rows."),
    ),
    UNIT,
    Column(
        "managed_by",
        "Thuộc diện quản lý của",
        "dienquanly thuocdienquanly capquanly capquanlycanbo donviquanlycanbo",
        hint=gettext_lazy("The authority that manages the holder. Empty: the authority of the unit."),
    ),
    Column(
        "rank",
        "Thứ bậc",
        "rank capbac",
        read=read_rank,
        hint=gettext_lazy(
            "A number from 1 to 999; the smallest comes first on the ballot. Empty: as the title tells."
        ),
    ),
    Column(
        "evidence",
        "Căn cứ",
        "cancubonhiem soquyetdinh quyetdinhso quyetdinh vanbanso cancuvanban",
        most=250,
        hint=gettext_lazy("The decision or notice on which the dates rest, with number and date."),
    ),
    Column(
        "place",
        "Nơi giữ chức vụ",
        "loaichucvu noilayphieu",
        read=cleaning.one_of(PLACE_SPELLINGS),
        example=PLACES[Post.Kind.WORK],
        hint=gettext_lazy("“Nơi công tác” or “Nơi sinh hoạt Đảng”; empty means the first."),
    ),
    Column(
        "appointed_on",
        "Ngày bổ nhiệm",
        "ngaybonhiem thoigianbonhiem thoidiembonhiem bonhiemngay appointedon",
        read=cleaning.day,
        example="01/03/2022",
        hint=gettext_lazy("day/month/year"),
    ),
    Column(
        "elected_on",
        "Ngày bầu cử",
        "ngaybau ngayduocbau ngaybaucu thoigianbau electedon",
        read=cleaning.day,
        hint=gettext_lazy("day/month/year"),
    ),
    Column(
        "retirement_notice_on",
        "Ngày có thông báo nghỉ chờ nghỉ hưu",
        "thongbaonghihuu ngaythongbaonghihuu thongbaonghicongtacchonghihuu ngaythongbaonghicho ngaynghicho",
        read=cleaning.day,
        hint=gettext_lazy("day/month/year; the person is then not voted on."),
    ),
    Column(
        "ended_on",
        "Ngày thôi giữ chức vụ",
        "ngaythoigiu ngayketthuc ngaythoichucvu ngaymiennhiem endedon",
        read=cleaning.day,
        hint=gettext_lazy("day/month/year; empty while the post is held."),
    ),
    Column("id", "Mã trên hệ thống", "mahethong", is_exported_only=True),
)
HEADINGS = {column.name: column.heading for column in COLUMNS}
