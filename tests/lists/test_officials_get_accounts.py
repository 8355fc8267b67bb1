"""An account from a list belongs to the official with the same staff code, whatever list came first."""

import pytest

from officials.models import Official, Unit, User
from rounds.models import Round
from tests.lists.importing import read, rows, taken, undone, xlsx
from tests.roles import make_frozen_round, make_official, make_round, make_user

pytestmark = pytest.mark.django_db
ROLL = [["Họ và tên", "Mã cán bộ", "Email"], ["Nguyễn Văn An", "CB-1", "an@example.vn"]]


@pytest.fixture
def official(department: Unit) -> Official:
    found = make_official(department, "Nguyễn Văn An")
    found.staff_code = "CB-1"
    found.save()
    return found


def test_a_roll_ties_its_accounts_to_the_officials(clerk: User, department: Unit, official: Official) -> None:
    meeting = make_round(department)
    found = read("rolls", xlsx(ROLL), clerk, target=str(meeting.pk))
    assert rows(found)[0].notes == ["Tài khoản được gắn với cán bộ có cùng mã cán bộ."]
    taken(found)
    assert Official.objects.get().user == User.objects.get(email="an@example.vn")


@pytest.mark.slow
def test_undoing_takes_the_account_away_again(clerk: User, official: Official) -> None:
    undone(taken(read("accounts", xlsx(ROLL), clerk)))
    assert Official.objects.get().user is None
    assert not User.objects.filter(email="an@example.vn").exists()


def test_an_account_that_is_there_is_tied_too(clerk: User, department: Unit, official: Official) -> None:
    account = make_user("Nguyễn Văn An", "an", unit=department, staff_code="CB-1")
    taken(read("accounts", xlsx([ROLL[0][:2], ROLL[1][:2]]), clerk))
    assert Official.objects.get().user == account


def test_another_name_is_not_tied(clerk: User, official: Official) -> None:
    taken(read("accounts", xlsx([ROLL[0], ["Trần Thị Bê", *ROLL[1][1:]]]), clerk))
    assert Official.objects.get().user is None


@pytest.mark.slow
def test_officials_of_frozen_rounds_are_tied_on_their_page_only(
    clerk: User, department: Unit, official: Official
) -> None:
    """An account reads results about its official: the logs of those rounds must say so."""
    Unit.objects.filter(pk=department.pk).update(authority=department.children.get())
    frozen: Round = make_frozen_round(Unit.objects.get(pk=department.pk), officials=[official])
    assert frozen.lines.get().official == official
    taken(read("accounts", xlsx(ROLL), clerk))
    assert Official.objects.get(pk=official.pk).user is None
