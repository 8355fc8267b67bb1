"""A roll from a file: whole or not at all, one entry per person."""

from collections.abc import Callable

import pytest

from officials.accounts.identity import is_identified
from officials.models import Unit, User
from officials.services import create_account
from rounds.errors import RoundError
from rounds.models import Round
from rounds.rollfile import RollRow, read_roll
from rounds.services.importing import RollRefused, import_roll, plan_roll
from tests.roles import make_round, make_user

pytestmark = pytest.mark.django_db
AN = RollRow(2, "Nguyễn Văn An", "an@example.vn", "Trưởng phòng")
BINH = RollRow(3, "Trần Bình", "Binh@Example.vn", "")


@pytest.fixture
def empty_round(unit: Unit) -> Round:
    return make_round(unit)


def test_makes_accounts_that_log_in_by_code(empty_round: Round) -> None:
    import_roll(round_id=empty_round.pk, rows=[AN, BINH])
    binh = User.objects.get(email="binh@example.vn")
    assert (binh.full_name, binh.username, binh.has_usable_password()) == (
        "Trần Bình",
        "binh@example.vn",
        False,
    )
    assert binh.sort_key
    assert set(empty_round.electors.values_list("user__full_name", "capacity")) == {
        ("Nguyễn Văn An", "Trưởng phòng"),
        ("Trần Bình", ""),
    }


@pytest.mark.parametrize(
    "login", ["nguoighiphieu", "NGUOIGHIPHIEU", "nguoighiphieu@example.test", "NguoiGhiPhieu@example.test"]
)
def test_finds_the_account_that_is_there(empty_round: Round, login: str) -> None:
    there = make_user("Đặng Ghi Phiếu", "nguoighiphieu")
    import_roll(round_id=empty_round.pk, rows=[RollRow(2, "đặng  ghi phiếu", login, "")])
    assert empty_round.electors.get().user == there


def test_finds_people_by_their_staff_code(empty_round: Round) -> None:
    there = make_user("Đặng Ghi Phiếu", "nguoighiphieu", staff_code="CB-1")
    import_roll(round_id=empty_round.pk, rows=[RollRow(2, "Đặng Ghi Phiếu", "", "", "CB-1")])
    assert empty_round.electors.get().user == there


def test_makes_accounts_of_people_without_an_address(empty_round: Round) -> None:
    import_roll(round_id=empty_round.pk, rows=[RollRow(2, "Lê Thị Mơ", "", "", "CB-2", "001190204618")])
    account = empty_round.electors.get().user
    assert (account.username, account.email, account.staff_code) == ("cb-2", "", "CB-2")
    assert is_identified(account, "204618")
    assert not account.has_usable_password()


def test_no_file_sets_a_password(empty_round: Round) -> None:
    heads = "Họ và tên;Email;Mật khẩu;Password\nLê An;an@example.vn;hoa-sen-2026;hoa-sen-2026"
    import_roll(round_id=empty_round.pk, rows=read_roll("a.csv", heads.encode()))
    assert not User.objects.get(email="an@example.vn").has_usable_password()


def test_the_same_person_twice_is_one_voter(empty_round: Round) -> None:
    make_user("Đặng Ghi Phiếu", "nguoighiphieu")
    rows = [
        RollRow(2, "Đặng Ghi Phiếu", "nguoighiphieu", "Chuyên viên"),
        RollRow(7, "Đặng Ghi Phiếu", "nguoighiphieu@example.test", "Đảng ủy viên"),
    ]
    plan = import_roll(round_id=empty_round.pk, rows=rows)
    assert empty_round.electors.get().capacity == "Chuyên viên; Đảng ủy viên"
    assert len(plan.merged) == 1
    assert "7" in plan.merged[0]


def test_second_import_adds_no_voter(empty_round: Round) -> None:
    import_roll(round_id=empty_round.pk, rows=[AN, BINH])
    assert import_roll(round_id=empty_round.pk, rows=[AN, BINH]).to_add == []
    assert empty_round.electors.count() == 2


def test_namesakes_with_other_accounts_are_named_and_taken_over(empty_round: Round, english: None) -> None:
    import_roll(round_id=empty_round.pk, rows=[AN])
    rows = [RollRow(2, "Nguyễn  Văn AN", "an2@example.vn", ""), BINH]
    [warning] = import_roll(round_id=empty_round.pk, rows=rows).namesakes
    assert warning.message == "Nguyễn  Văn AN is on the roll 2 times: an2@example.vn, an@example.vn."
    assert empty_round.electors.count() == 3


FAULTY = [
    (RollRow(9, "", "x@example.vn", ""), "Họ và tên"),
    (RollRow(9, "X", "", ""), "Thư điện tử hoặc tên đăng nhập"),
    (RollRow(9, "X", "khong-co", ""), "Thư điện tử hoặc tên đăng nhập"),
    (RollRow(9, "X", "x y@example.vn", ""), "Thư điện tử hoặc tên đăng nhập"),
    (RollRow(9, "X" * 151, "x@example.vn", ""), "Họ và tên"),
    (RollRow(9, "X", "x@example.vn", "y" * 251), "Chức vụ"),
    (RollRow(9, "Tên khác", "nguoighiphieu", ""), "Thư điện tử hoặc tên đăng nhập"),
    (RollRow(9, "Bị Khóa", "khoa", ""), "Thư điện tử hoặc tên đăng nhập"),
    (RollRow(9, "Tên khác", "an@example.vn", ""), "Thư điện tử hoặc tên đăng nhập"),
    (RollRow(9, "X", "x@example.vn", "", "C" * 41), "Mã cán bộ"),
    (RollRow(9, "X", "", "", "C/1"), "Mã cán bộ"),
    (RollRow(9, "X", "x@example.vn", "", "CB-9", "12345"), "6 số cuối căn cước"),
    (RollRow(9, "Có Mã", "coma", "", "CB-9"), "Mã cán bộ"),
    (RollRow(9, "Có Mã", "nguoighiphieu", "", "CB-1"), "Thư điện tử hoặc tên đăng nhập"),
]


@pytest.mark.parametrize(("bad", "column"), FAULTY)
def test_one_bad_row_and_nothing_is_written(empty_round: Round, bad: RollRow, column: str) -> None:
    make_user("Đặng Ghi Phiếu", "nguoighiphieu")
    make_user("Bị Khóa", "khoa", is_active=False)
    make_user("Có Mã", "coma", staff_code="CB-1")
    before = User.objects.count()
    with pytest.raises(RollRefused) as refusal:
        import_roll(round_id=empty_round.pk, rows=[AN, bad, BINH])
    assert [(error.row, error.column) for error in refusal.value.errors] == [(9, column)]
    assert refusal.value.errors[0].message
    assert User.objects.count() == before
    assert not empty_round.electors.exists()


def test_a_frozen_round_takes_no_roll(frozen_round: Round) -> None:
    with pytest.raises(RoundError):
        import_roll(round_id=frozen_round.pk, rows=[AN])
    assert not User.objects.filter(email=AN.login).exists()


def test_planning_writes_nothing(empty_round: Round) -> None:
    before = User.objects.count()
    assert len(plan_roll(round_=empty_round, rows=[AN, BINH]).new_accounts) == 2
    assert User.objects.count() == before


def test_queries_do_not_grow_with_the_file(
    empty_round: Round, django_assert_max_num_queries: Callable[..., object]
) -> None:
    rows = [RollRow(n, f"Người {n}", f"n{n}@example.vn", "") for n in range(2, 302)]
    with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
        import_roll(round_id=empty_round.pk, rows=rows)
    assert empty_round.electors.count() == 300


def test_an_address_in_another_account_name_is_refused_not_crashed(empty_round: Round) -> None:
    create_account(username="an@example.vn", full_name="Người Khác", email="khac@example.vn")
    with pytest.raises(RollRefused):
        import_roll(round_id=empty_round.pk, rows=[AN])
    assert not empty_round.electors.exists()
