"""Columns of a list of units."""

from django.utils.translation import gettext_lazy

from lists import cleaning
from lists.columns import Column

COLUMNS = (
    Column(
        "name",
        "Tên đơn vị",
        "tendonvi tencoquan donvi coquan ten name unit tencoquandonvi",
        most=200,
        is_required=True,
        example="Phòng Kế hoạch",
        hint=gettext_lazy("In full, as documents print it."),
    ),
    Column(
        "parent",
        "Đơn vị cấp trên",
        "donvicaptren captren truc thuoc tructhuoc donvichuquan coquanchuquan parent superior thuocdonvi",
        example="Cục Công Thương địa phương",
        hint=gettext_lazy("The name or code of a unit that exists or stands in this list."),
    ),
    Column(
        "document_code",
        "Ký hiệu văn bản",
        "kyhieu kyhieudonvi viettat tenviettat madonvi code",
        most=30,
        example="KH-CTĐP",
        hint=gettext_lazy("The letters after the type in a document number, such as CTĐP in 05/BC-CTĐP."),
    ),
    Column(
        "place",
        "Địa danh",
        "diadanh noidat place",
        most=80,
        example="Hà Nội",
        hint=gettext_lazy("Printed before the date of a document."),
    ),
    Column(
        "authority",
        "Cấp có thẩm quyền quản lý cán bộ",
        "capcothamquyen dienquanly capquanly capquanlycanbo authority donviquanlycanbo",
        example="Cục Công Thương địa phương",
        hint=gettext_lazy("The authority that manages these officials and receives the report."),
    ),
    Column(
        "drafting_code",
        "Ký hiệu đơn vị soạn thảo",
        "donvisoanthao kyhieusoanthao",
        most=30,
        example="TCCB",
        hint=gettext_lazy("Printed as last recipient, such as TCCB in “Lưu: VT, TCCB”."),
    ),
    Column(
        "superior_on_letterhead",
        "In đơn vị cấp trên trên văn bản",
        "indonvicaptren",
        read=cleaning.yes_or_no,
        example="x",
        hint=gettext_lazy("x if the superior is the first line of this unit's documents."),
    ),
    Column("id", "Mã trên hệ thống", "mahethong", is_exported_only=True),
)
TEXTS = ("document_code", "place", "drafting_code")
