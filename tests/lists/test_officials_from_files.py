"""Officials with their posts from a file: a row for each post, found by staff code, then e-mail, else asked."""

from datetime import date

import pytest

from officials.models import Official, Post, Unit, User
from officials.services import create_account
from tests.lists.importing import answered, faults, read, rows, taken, undone, xlsx

pytestmark = pytest.mark.django_db
HEADER = ["Họ và tên", "Mã cán bộ", "Thư điện tử", "Ngày sinh", "Chức vụ", "Đơn vị", "Ngày bổ nhiệm"]
AN = ["Nguyễn Văn An", "CB-1", "an@example.vn", "5/2/1975", "Trưởng phòng", "Phòng Kế hoạch", "1/3/2022"]
AN_TOO = ["Nguyễn Văn An", "CB-1", "", "", "Đảng ủy viên", "CTĐP", ""]
BINH = ["Trần Thị Bình", "", "", "28/2/1980", "Phó Trưởng phòng", "Phòng Kế hoạch", ""]


def held() -> set[tuple[str, str, str]]:
    posts = Post.objects.filter(ended_on=None).values_list("official__full_name", "title", "unit__name")
    return {(name, title, unit) for name, title, unit in posts}


def test_two_rows_of_one_person_are_two_posts(clerk: User) -> None:
    taken(read("officials", xlsx([HEADER, AN, AN_TOO, BINH]), clerk))
    an = Official.objects.get(staff_code="CB-1")
    assert (an.birth_date, an.posts.count(), Official.objects.count()) == (date(1975, 2, 5), 2, 2)
    assert an.posts.get(title="Trưởng phòng").appointed_on == date(2022, 3, 1)


def test_second_import_finds_people_by_code_and_says_what_changes(clerk: User) -> None:
    taken(read("officials", xlsx([HEADER, AN]), clerk))
    again = [*AN[:2], "", "5/2/1975", *AN[4:6], "1/4/2022"]
    found = read("officials", xlsx([HEADER, again]), clerk)
    assert [row.changes for row in rows(found, "changed")] == [
        [["Ngày bổ nhiệm", "01/03/2022", "01/04/2022"]]
    ]
    taken(found)
    assert Post.objects.get().appointed_on == date(2022, 4, 1)


def test_unchanged_list_changes_nothing(clerk: User) -> None:
    taken(read("officials", xlsx([HEADER, AN, AN_TOO]), clerk))
    found = read("officials", xlsx([HEADER, AN, AN_TOO]), clerk)
    assert {row.state for row in rows(found)} == {"same"}


@pytest.mark.slow
def test_people_without_key_are_asked_about(clerk: User) -> None:
    taken(read("officials", xlsx([HEADER, BINH]), clerk))
    found = read("officials", xlsx([HEADER, BINH]), clerk)
    [row] = rows(found, "asked")
    known = f"official:{Official.objects.get().pk}"
    assert [key for key, _words in row.offered] == [known, "new"]
    assert rows(answered(found, {row.pk: known}))[0].state == "same"
    [row] = rows(found)
    taken(answered(found, {row.pk: "new"}))
    assert Official.objects.count() == 2


def test_all_with_the_same_name_and_date_of_birth_are_taken_at_once(clerk: User) -> None:
    taken(read("officials", xlsx([HEADER, BINH]), clerk))
    found = answered(read("officials", xlsx([HEADER, BINH]), clerk), {}, same_birth=True)
    assert {row.state for row in rows(found)} == {"same"}


@pytest.mark.slow
def test_posts_absent_from_the_file_are_kept_ended_or_asked_about(clerk: User) -> None:
    taken(read("officials", xlsx([HEADER, AN, BINH]), clerk))
    found = read("officials", xlsx([HEADER, AN]), clerk)
    [row] = rows(found, "absent")
    assert row.label == "Trần Thị Bình, Phó Trưởng phòng, Phòng Kế hoạch"
    taken(answered(found, {row.pk: "end"}, day="2026-11-01"))
    assert Post.objects.get(title="Phó Trưởng phòng").ended_on == date(2026, 11, 1)
    assert held() == {("Nguyễn Văn An", "Trưởng phòng", "Phòng Kế hoạch")}


def test_posts_absent_from_the_file_are_kept_unless_chosen(clerk: User) -> None:
    taken(read("officials", xlsx([HEADER, AN, BINH]), clerk))
    taken(read("officials", xlsx([HEADER, AN]), clerk))
    assert len(held()) == 2


def test_account_with_the_code_is_tied_to_a_new_official(clerk: User, department: Unit) -> None:
    account = create_account(username="an", full_name="Nguyễn Văn An", unit=department)
    User.objects.filter(pk=account.pk).update(staff_code="CB-1")
    taken(read("officials", xlsx([HEADER, AN]), clerk))
    assert Official.objects.get().user == account


def test_people_of_other_units_are_not_touched(clerk: User, english: None) -> None:
    other = Unit.objects.create(name="Cục Khác", place="Huế")
    Post.objects.create(
        official=Official.objects.create(full_name="Lạ", staff_code="CB-1"), unit=other, title="X"
    )
    [(_row, column, text)] = faults(read("officials", xlsx([HEADER, AN]), clerk))
    assert (column, text) == ("staff_code", "belongs to an official of another unit; ask that unit first")


FAULTY = [
    ([*AN[:3], "1975", *AN[4:]], "birth_date"),
    ([*AN[:3], "2/28/1975", *AN[4:]], "birth_date"),
    ([*AN[:5], "Phòng Lạ", AN[6]], "unit"),
    ([*AN[:5], "", AN[6]], "unit"),
    ([*AN[:2], "an@", *AN[3:]], "email"),
    (["", *AN[1:]], "full_name"),
]


@pytest.mark.parametrize(("row", "column"), FAULTY)
def test_faults_are_named_by_column(clerk: User, row: list[str], column: str) -> None:
    found = read("officials", xlsx([HEADER, AN_TOO, row]), clerk)
    assert [(number, name) for number, name, _text in faults(found)] == [(3, column)]


@pytest.mark.slow
def test_import_of_officials_is_undone(clerk: User) -> None:
    taken(read("officials", xlsx([HEADER, BINH]), clerk))
    more = [*BINH[:6], "1/1/2020"]
    found = read("officials", xlsx([HEADER, AN, AN_TOO, more]), clerk)
    [row] = rows(found, "asked")
    found = taken(answered(found, {row.pk: row.offered[0][0]}))
    assert Post.objects.count() == 3
    assert undone(found).state == "undone"
    assert [(post.title, post.appointed_on) for post in Post.objects.all()] == [("Phó Trưởng phòng", None)]
    assert Official.objects.count() == 1


def test_change_since_the_preview_shows_a_new_preview(clerk: User) -> None:
    taken(read("officials", xlsx([HEADER, AN]), clerk))
    found = read("officials", xlsx([HEADER, [*AN[:6], "1/4/2022"]]), clerk)
    Post.objects.update(appointed_on=date(2022, 4, 1))
    found = taken(found)
    assert (found.state, bool(found.trouble), found.numbers["same"]) == ("planned", True, 1)


def test_new_posts_get_group_authority_rank_and_evidence(clerk: User) -> None:
    header = [*HEADER, "Thuộc diện quản lý của", "Thứ bậc", "Căn cứ"]
    taken(read("officials", xlsx([header, [*AN, "CTĐP", "30", "Quyết định số 12/QĐ-CTĐP"]]), clerk))
    post = Post.objects.get()
    assert (str(post.managed_by), post.rank, post.evidence) == (
        "Cục Công Thương địa phương",
        30,
        "Quyết định số 12/QĐ-CTĐP",
    )
    assert post.group is not None
    assert post.group.kind == "leadership"
