"""Members of groups from a file: people that are known, groups that are made where they are missing."""

from datetime import date

import pytest

from officials.models import Group, Membership, Official, Unit, User
from tests.lists.importing import answered, faults, read, rows, taken, undone, xlsx
from tests.roles import make_user

pytestmark = pytest.mark.django_db
HEADER = ["Nhóm", "Đơn vị", "Họ và tên", "Mã cán bộ", "Từ ngày"]
AN = ["Ban Chấp hành Công đoàn", "Phòng Kế hoạch", "Nguyễn Văn An", "CB-1", "1/3/2022"]


@pytest.fixture
def official(clerk: User) -> Official:
    return Official.objects.create(full_name="Nguyễn Văn An", staff_code="CB-1")


def test_member_of_a_new_group(clerk: User, official: Official) -> None:
    found = taken(read("groups", xlsx([HEADER, AN]), clerk))
    one = Membership.objects.get()
    assert (one.official, one.group.name, one.starts_on) == (official, AN[0], date(2022, 3, 1))
    assert undone(found).state == "undone"
    assert not Group.objects.filter(name=AN[0]).exists()


def test_second_import_ends_absent_memberships_if_chosen(clerk: User, official: Official) -> None:
    binh = make_user("Trần Bình", "binh", staff_code="CB-2", unit=Unit.objects.get(name="Phòng Kế hoạch"))
    taken(read("groups", xlsx([HEADER, AN, [*AN[:2], "Trần Bình", "CB-2", ""]]), clerk))
    found = read("groups", xlsx([HEADER, AN]), clerk)
    [row] = rows(found, "absent")
    assert [one.state for one in rows(found)] == ["same", "absent"]
    taken(answered(found, {row.pk: "end"}, day="2026-11-01"))
    assert Membership.objects.get(account=binh).ends_on == date(2026, 11, 1)


def test_people_must_be_known(clerk: User) -> None:
    assert [column for _row, column, _text in faults(read("groups", xlsx([HEADER, AN]), clerk))] == [
        "full_name"
    ]


def test_people_without_key_are_chosen_among_the_same_name(clerk: User, official: Official) -> None:
    found = read("groups", xlsx([HEADER, [*AN[:3], "", ""]]), clerk)
    [row] = rows(found, "asked")
    taken(answered(found, {row.pk: f"official:{official.pk}"}))
    assert Membership.objects.get().official == official
