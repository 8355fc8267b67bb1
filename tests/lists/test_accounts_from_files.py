"""Accounts from a file: made without a password, changed as on their page, blocked when absent if the clerk chooses."""

import pytest

from officials.models import Unit, User
from rounds.models import Round
from tests.lists.importing import answered, faults, read, rows, taken, undone, xlsx
from tests.roles import make_user

pytestmark = pytest.mark.django_db
HEADER = ["Họ và tên", "Thư điện tử", "Mã cán bộ", "Đơn vị", "CCCD"]
AN = ["Nguyễn Văn An", "an@example.vn", "CB-1", "Phòng Kế hoạch", "001190204618"]


def test_new_accounts_belong_to_their_unit(clerk: User) -> None:
    taken(read("accounts", xlsx([HEADER, AN]), clerk))
    an = User.objects.get(staff_code="CB-1")
    assert (an.username, an.email, an.unit.name) == ("an@example.vn", "an@example.vn", "Phòng Kế hoạch")  # type: ignore[union-attr]
    assert (an.has_usable_password(), bool(an.identity_hash), bool(an.sort_key)) == (False, True, True)


@pytest.mark.slow
def test_second_import_says_what_changes(clerk: User) -> None:
    taken(read("accounts", xlsx([HEADER, AN]), clerk))
    found = read("accounts", xlsx([HEADER, ["Nguyễn Văn Ân", "an.moi@example.vn", *AN[2:]]]), clerk)
    assert [row.changes for row in rows(found, "changed")] == [
        [
            ["Thư điện tử hoặc tên đăng nhập", "an@example.vn", "an.moi@example.vn"],
            ["Họ và tên", AN[0], "Nguyễn Văn Ân"],
        ]
    ]
    taken(found)
    assert User.objects.get(staff_code="CB-1").email == "an.moi@example.vn"
    assert undone(found).state == "undone"
    assert User.objects.get(staff_code="CB-1").email == "an@example.vn"


def test_login_of_a_voter_is_not_changed_by_a_list(secretary: User, voter: User, frozen_round: Round) -> None:
    User.objects.filter(pk=voter.pk).update(staff_code="CB-7", unit=frozen_round.unit)
    content = xlsx([HEADER, [voter.full_name, "moi@example.vn", "CB-7", "", ""]])
    assert [column for _row, column, _text in faults(read("accounts", content, secretary))] == ["email"]


@pytest.mark.slow
def test_absent_accounts_are_blocked_if_chosen(clerk: User) -> None:
    unit = Unit.objects.get(name="Phòng Kế hoạch")
    other = make_user("Trần Thị Bình", "binh", unit=unit)
    found = read("accounts", xlsx([HEADER, AN]), clerk)
    [row] = rows(found, "absent")
    taken(answered(found, {row.pk: "block"}))
    assert not User.objects.get(pk=other.pk).is_active


def test_account_of_another_unit_is_refused(clerk: User) -> None:
    make_user(
        "Nguyễn Văn An", "an", staff_code="CB-1", unit=Unit.objects.create(name="Cục Khác", place="Huế")
    )
    assert [column for _row, column, _text in faults(read("accounts", xlsx([HEADER, AN]), clerk))] == [
        "email"
    ]


def test_people_without_any_key_are_named(clerk: User) -> None:
    found = read("accounts", xlsx([HEADER, ["Nguyễn Văn An", "", "", "Phòng Kế hoạch", ""]]), clerk)
    assert [column for _row, column, _text in faults(found)] == ["email"]
