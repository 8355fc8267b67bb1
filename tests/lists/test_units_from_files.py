"""Units from a file: found again by code and name, made below one another, moved only on their own page."""

import pytest

from officials.models import Unit, User
from tests.lists.importing import faults, read, rows, taken, undone, xlsx

pytestmark = pytest.mark.django_db
HEADER = ["Tên đơn vị", "Đơn vị cấp trên", "Ký hiệu văn bản"]


def test_units_below_units_of_the_same_list_are_made(clerk: User) -> None:
    content = xlsx([HEADER, ["Tổ Tổng hợp", "Phòng Mới", ""], ["Phòng Mới", "CTĐP", "PM"]])
    assert taken(read("units", content, clerk)).state == "written"
    made = Unit.objects.get(name="Tổ Tổng hợp")
    assert (made.parent.name, made.parent.parent.name, made.place) == (  # type: ignore[union-attr]
        "Phòng Mới",
        "Cục Công Thương địa phương",
        "Hà Nội",
    )


def test_second_import_changes_what_differs(clerk: User, department: Unit) -> None:
    found = read("units", xlsx([HEADER, ["phòng kế hoạch", "CTĐP", "KH"]]), clerk)
    assert [row.changes for row in rows(found, "changed")] == [[["Ký hiệu văn bản", "", "KH"]]]
    taken(found)
    assert Unit.objects.get(name="Phòng Kế hoạch").document_code == "KH"


def test_wrong_rows_are_named_with_their_columns(clerk: User, english: None) -> None:
    content = xlsx(
        [HEADER, ["Phòng A", "Cục Lạ", ""], ["", "CTĐP", ""], ["Phòng B", "", ""], ["Phòng C", "Phòng C", ""]]
    )
    assert [(number, column) for number, column, _text in faults(read("units", content, clerk))] == [
        (2, "parent"),
        (3, "name"),
        (4, "parent"),
        (5, "parent"),
    ]


def test_another_superior_is_refused(clerk: User, department: Unit, english: None) -> None:
    Unit.objects.create(name="Phòng Khác", place="Hà Nội", parent=department)
    rows_ = [["Tên đơn vị", "Đơn vị cấp trên", "Mã trên hệ thống"]]
    unit = Unit.objects.get(name="Phòng Kế hoạch")
    rows_.append(["Phòng Kế hoạch", "Phòng Khác", f"DV{unit.pk}"])
    [(_row, column, text)] = faults(read("units", xlsx(rows_), clerk))
    assert (column, text) == (
        "parent",
        "its superior is “Cục Công Thương địa phương”; move the unit on its own page",
    )


def test_import_is_undone_as_a_whole(clerk: User) -> None:
    found = taken(
        read("units", xlsx([HEADER, ["Phòng Mới", "CTĐP", "PM"], ["Phòng Kế hoạch", "", "KH"]]), clerk)
    )
    assert undone(found).state == "undone"
    assert not Unit.objects.filter(name="Phòng Mới").exists()
    assert Unit.objects.get(name="Phòng Kế hoạch").document_code == ""


def test_units_that_are_needed_keep_an_import_from_being_undone(clerk: User, english: None) -> None:
    found = taken(read("units", xlsx([HEADER, ["Phòng Mới", "CTĐP", ""]]), clerk))
    Unit.objects.create(name="Tổ", place="Hà Nội", parent=Unit.objects.get(name="Phòng Mới"))
    found = undone(found)
    assert (found.state, found.trouble) == (
        "written",
        "Needed since the import, so that it cannot be undone: units: Tổ.",
    )


def test_units_of_others_are_not_found(clerk: User, english: None) -> None:
    Unit.objects.create(name="Cục Khác", place="Huế", document_code="CK")
    [(_row, _column, text)] = faults(read("units", xlsx([HEADER, ["Phòng A", "Cục Khác", ""]]), clerk))
    assert text == "there is no unit “Cục Khác” among yours"


def test_an_authority_may_stand_in_the_same_list() -> None:
    keeper = User.objects.create_superuser("chu", "chu@example.test", "x", full_name="Chủ")
    header = ["Tên đơn vị", "Đơn vị cấp trên", "Cấp có thẩm quyền quản lý cán bộ", "Địa danh"]
    rows_ = [header, ["Cục Mới", "Bộ Mới", "Bộ Mới", ""], ["Bộ Mới", "", "", "Hà Nội"]]
    found = taken(read("units", xlsx(rows_), keeper))
    new = Unit.objects.get(name="Cục Mới")
    assert new.authority == new.parent == Unit.objects.get(name="Bộ Mới")
    undone(found)
    assert not Unit.objects.filter(name__in=["Cục Mới", "Bộ Mới"]).exists()


def test_two_new_units_cannot_be_the_authority_of_each_other(clerk: User, english: None) -> None:
    header = ["Tên đơn vị", "Đơn vị cấp trên", "Cấp có thẩm quyền quản lý cán bộ"]
    rows_ = [header, ["Phòng A", "CTĐP", "Phòng B"], ["Phòng B", "CTĐP", "Phòng A"]]
    assert [row for row, _column, _text in faults(read("units", xlsx(rows_), clerk))] == [2, 3]
