"""Titles inside a list are not people, and give their unit to the people below them."""

import pytest

from officials.models import Official, Post, Unit, User
from tests.lists.importing import faults, read, rows, taken, xlsx

pytestmark = pytest.mark.django_db
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Chức vụ"]
AN = [1, "Nguyễn Văn An", "5/2/1975", "Trưởng phòng"]
LE = [1, "Lê Hoàng", "1/1/1970", "Cục trưởng"]
TITLES = [
    [["I", "PHÒNG KẾ HOẠCH"]],
    [["I. Phòng Kế hoạch (1 người)"]],
    [[None, "A - Phòng Kế hoạch:"]],
    [["1", "Phòng Kế hoạch"]],
    [["A", "KHỐI CƠ QUAN"], ["1", "Phòng Kế hoạch"]],
]


@pytest.mark.parametrize("titles", TITLES)
def test_people_belong_to_the_unit_above_them(clerk: User, titles: list[list[str]]) -> None:
    other = ["II", "Cục Công Thương địa phương"]
    taken(read("officials", xlsx([HEADER, *titles, AN, other, LE]), clerk))
    held = Post.objects.values_list("official__full_name", "unit__name")
    assert {*held} == {("Nguyễn Văn An", "Phòng Kế hoạch"), ("Lê Hoàng", "Cục Công Thương địa phương")}
    assert Official.objects.count() == 2


def test_clerk_reads_where_a_unit_comes_from(clerk: User, english: None) -> None:
    found = read("officials", xlsx([HEADER, ["I", "PHÒNG KẾ HOẠCH"], AN]), clerk)
    assert rows(found)[0].notes == ["The unit is taken from the title “PHÒNG KẾ HOẠCH” above."]
    assert len(found.found["left_out"]) == 1


def test_title_that_names_no_unit_is_named(clerk: User, english: None) -> None:
    found = read("officials", xlsx([HEADER, ["I", "Phòng Kế hoạch"], ["II", "Ban lạ"], AN]), clerk)
    assert faults(found) == [(4, "unit", "is empty, and the title “Ban lạ” above is none of your units")]


def test_unit_in_the_row_goes_before_the_title(clerk: User) -> None:
    header, row = [*HEADER, "Đơn vị"], [*AN, "Cục Công Thương địa phương"]
    taken(read("officials", xlsx([header, ["I", "Phòng Kế hoạch"], row]), clerk))
    assert Post.objects.get().unit.name == "Cục Công Thương địa phương"


def test_accounts_belong_to_the_unit_above_them(clerk: User, department: Unit) -> None:
    header, row = ["STT", "Họ và tên", "Thư điện tử"], [1, "Trần Bình", "binh@example.vn"]
    taken(read("accounts", xlsx([header, ["I", "Phòng Kế hoạch"], row]), clerk))
    account = User.objects.get(email="binh@example.vn")
    assert account.unit is not None
    assert account.unit.name == "Phòng Kế hoạch"


def test_posts_of_one_person_below_a_sum_are_read(clerk: User) -> None:
    """The name is merged over both rows, so the second row has no name of its own."""
    header = [*HEADER, "Đơn vị"]
    first, second = [*AN, "Phòng Kế hoạch"], [None, None, None, "Bí thư Chi bộ", "Phòng Kế hoạch"]
    taken(read("officials", xlsx([header, ["Cộng"], first, second], "B3:B4"), clerk))
    assert {*Post.objects.values_list("title", flat=True)} == {"Trưởng phòng", "Bí thư Chi bộ"}
