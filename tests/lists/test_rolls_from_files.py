"""Rolls from a file: of one meeting or of many; one entry for each person and meeting, accounts made where missing."""

import pytest

from lists.errors import ImportRefused
from lists.services import uploading
from officials.accounts.identity import is_identified
from officials.models import Unit, User
from officials.services import create_account
from rounds.models import Elector, Round
from tests.lists.importing import answered, faults, read, rows, taken, undone, worked, xlsx
from tests.roles import make_round, make_user

pytestmark = pytest.mark.django_db
HEADER = ["Họ và tên", "Email", "Chức vụ", "Mã cán bộ", "Hội nghị", "6 số cuối căn cước"]
AN = ["Nguyễn Văn An", "an@example.vn", "Trưởng phòng", "", "", ""]
MO = ["Lê Thị Mơ", "", "", "CB-2", "", "001190204618"]


@pytest.fixture
def meeting(department: Unit) -> Round:
    return make_round(department, title="Hội nghị Cục")


def on_roll(meeting: Round) -> set[tuple[str, str]]:
    return {(name, text) for name, text in meeting.electors.values_list("user__full_name", "capacity")}


def test_people_get_accounts_and_stand_on_the_roll(clerk: User, meeting: Round) -> None:
    taken(read("rolls", xlsx([HEADER, AN, MO]), clerk, target=str(meeting.pk)))
    assert on_roll(meeting) == {("Nguyễn Văn An", "Trưởng phòng"), ("Lê Thị Mơ", "")}
    mo = User.objects.get(staff_code="CB-2")
    assert (mo.username, mo.email, mo.unit, mo.has_usable_password()) == ("cb-2", "", meeting.unit, False)
    assert is_identified(mo, "204618")


def test_identity_numbers_are_neither_shown_nor_kept(clerk: User, meeting: Round) -> None:
    found = read("rolls", xlsx([HEADER, MO]), clerk, target=str(meeting.pk))
    assert "204618" not in str(rows(found)[0].values)
    assert "identity" not in rows(taken(found))[0].values


def test_same_person_twice_is_one_voter_with_both_capacities(clerk: User, meeting: Round) -> None:
    again = [*AN[:2], "Đảng ủy viên", *AN[3:]]
    found = read("rolls", xlsx([HEADER, AN, again]), clerk, target=str(meeting.pk))
    assert [row.state for row in rows(found)] == ["new", "same"]
    taken(found)
    assert on_roll(meeting) == {("Nguyễn Văn An", "Trưởng phòng; Đảng ủy viên")}


def test_one_list_fills_many_rolls(clerk: User, meeting: Round, department: Unit) -> None:
    other = make_round(department, title="Hội nghị Phòng", campaign=meeting.campaign)
    lines = [[*AN[:4], "hội nghị cục", ""], [*AN[:4], "Hội nghị Phòng", ""], [*MO[:4], "Hội nghị Phòng", ""]]
    taken(read("rolls", xlsx([HEADER, *lines]), clerk))
    assert (meeting.electors.count(), other.electors.count(), User.objects.filter(email=AN[1]).count()) == (
        1,
        2,
        1,
    )


@pytest.mark.slow
def test_second_import_changes_capacities_and_takes_absent_people_off_if_chosen(
    clerk: User, meeting: Round
) -> None:
    taken(read("rolls", xlsx([HEADER, AN, MO]), clerk, target=str(meeting.pk)))
    found = read(
        "rolls", xlsx([HEADER, [*AN[:2], "Chánh Văn phòng", *AN[3:]]]), clerk, target=str(meeting.pk)
    )
    [row] = rows(found, "absent")
    taken(answered(found, {row.pk: "remove"}))
    assert on_roll(meeting) == {("Nguyễn Văn An", "Chánh Văn phòng")}


@pytest.mark.slow
def test_import_of_a_roll_is_undone(clerk: User, meeting: Round) -> None:
    make_user("Trần Bình", "binh", unit=meeting.unit)
    taken(read("rolls", xlsx([HEADER, ["Trần Bình", "binh", "", "", "", ""]]), clerk, target=str(meeting.pk)))
    found = read("rolls", xlsx([HEADER, AN, MO]), clerk, target=str(meeting.pk))
    [row] = rows(found, "absent")
    found = taken(answered(found, {row.pk: "remove"}))
    assert undone(found).state == "undone"
    assert on_roll(meeting) == {("Trần Bình", "")}
    assert not User.objects.filter(staff_code="CB-2").exists()


FAULTY = [
    (["X Y", "khong-co@", "", "", "", ""], "email"),
    (["Tên Khác", "khoa", "", "", "", ""], "email"),
    (["Bị Khóa", "khoa", "", "", "", ""], "email"),
    (["Có Mã", "coma", "", "CB-9", "", ""], "staff_code"),
    (["X Y", "", "", "C/1", "", ""], "staff_code"),
    (["X Y", "xy@example.vn", "", "", "", "12345"], "identity"),
    (["X Y", "", "", "", "", ""], "email"),
    (["X Y", "nguoila@example.test", "", "", "", ""], "email"),
]


@pytest.mark.parametrize(("bad", "column"), FAULTY)
def test_one_wrong_row_keeps_all_from_being_written(
    clerk: User, meeting: Round, department: Unit, bad: list[str], column: str
) -> None:
    make_user("Bị Khóa", "khoa", is_active=False, unit=department)
    make_user("Có Mã", "coma", staff_code="CB-1", unit=department)
    make_user("Người Lạ", "nguoila", unit=Unit.objects.create(name="Cục Khác", place="Huế"))
    found = read("rolls", xlsx([HEADER, AN, bad]), clerk, target=str(meeting.pk))
    assert [(number, name) for number, name, _text in faults(found)] == [(3, column)]
    with pytest.raises(ImportRefused):
        taken(found)
    assert not Elector.objects.filter(round=meeting).exists()


def test_people_without_key_are_asked_about_among_the_same_name(
    clerk: User, meeting: Round, department: Unit
) -> None:
    account = create_account(username="an", full_name="Nguyễn Văn An", unit=department)
    found = read(
        "rolls", xlsx([HEADER, ["Nguyễn Văn An", "", "", "", "", ""]]), clerk, target=str(meeting.pk)
    )
    [row] = rows(found, "asked")
    taken(answered(found, {row.pk: f"account:{account.pk}"}))
    assert meeting.electors.get().user == account


def test_rolls_of_frozen_rounds_take_no_list(secretary: User, frozen_round: Round) -> None:
    with pytest.raises(ImportRefused):
        read("rolls", xlsx([HEADER, AN]), secretary, target=str(frozen_round.pk))


def test_namesakes_are_pointed_out(clerk: User, meeting: Round, english: None) -> None:
    content = xlsx([HEADER, AN, ["Nguyễn Văn An", "an2@example.vn", "", "", "", ""]])
    found = read("rolls", content, clerk, target=str(meeting.pk))
    assert [row.notes for row in rows(found)] == [["Another person of this name is in the list."]] * 2


@pytest.mark.slow
def test_roll_that_was_announced_changes_with_a_reason(
    secretary: User, announced_round: Round, english: None
) -> None:
    before = announced_round.electors.count()
    make_user("Nguyễn Văn An", "an", unit=announced_round.unit)
    row = ["Nguyễn Văn An", "an", "", "", "", ""]
    found = taken(read("rolls", xlsx([HEADER, row]), secretary, target=str(announced_round.pk)))
    assert (found.state, found.trouble[:26]) == ("planned", "People know of this round.")
    uploading.confirm(pk=found.pk, reason="Bổ sung theo Công văn số 5")
    found = worked(found)
    assert (found.state, announced_round.electors.count()) == ("written", before + 1)
    found = undone(found)
    assert (found.state, found.trouble, announced_round.electors.count()) == ("undone", "", before)
