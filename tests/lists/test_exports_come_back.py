"""The product's own export is imported again unchanged, as XLSX and as CSV."""

import datetime
from typing import Any

import pytest

from lists import kinds, writing_files
from officials.models import Group, Membership, Official, Unit, User
from rounds.models import Elector, Round
from tests.lists.importing import read, rows, taken
from tests.roles import make_official, make_round, make_user

pytestmark = pytest.mark.django_db
AWKWARD = '- Phó Trưởng phòng; "Kế hoạch", +CĐ'  # a spreadsheet takes it for a formula


@pytest.fixture(params=["xlsx", "csv"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def unchanged(kind: str, user: User, form: str, target: str = "") -> int:
    """Import the present list, require that nothing would change, and return how many rows it has."""
    found = kinds.named(kind)
    content = writing_files.list_of(found, found.export_rows(user, target), form)
    planned = read(kind, content, user, name=f"a.{form}", target=target)
    assert planned.state == "planned", planned.trouble
    assert {row.state for row in rows(planned)} == {"same"}, [
        (row.label, row.faults) for row in rows(planned)
    ]
    assert [row.notes for row in rows(planned) if row.notes] == []
    taken(planned)
    return len(rows(planned))


def test_accounts(clerk: User, department: Unit, form: str) -> None:
    room = Unit.objects.get(name="Phòng Kế hoạch")
    make_user("Nguyễn Văn An", "an", unit=room, staff_code="CB-1")
    without_address(make_user("Nguyễn Văn An", "an2", unit=room))
    make_user("Đặng Thị Ánh", "anh", unit=department)
    people: Any = User.objects.order_by("pk").values_list(
        "full_name", "username", "email", "unit", "staff_code"
    )
    before = list(people)
    assert unchanged("accounts", clerk, form) >= 3
    assert list(people.all()) == before


def test_groups(clerk: User, department: Unit, form: str) -> None:
    room = Unit.objects.get(name="Phòng Kế hoạch")
    union = Group.objects.create(unit=department, name="Ban Chấp hành Công đoàn")
    official = make_official(room, "Nguyễn Văn An", user=make_user("Nguyễn Văn An", "an", unit=room))
    coded = Official.objects.create(full_name="Trần Bình", staff_code="CB-2")
    account = make_user("Lê Cúc", "cuc", unit=room)
    day = datetime.date(2022, 3, 1)
    Membership.objects.create(group=union, unit=room, official=official, capacity=AWKWARD)
    Membership.objects.create(group=union, unit=department, official=coded, starts_on=day)
    Membership.objects.create(group=union, unit=room, account=account)
    assert unchanged("groups", clerk, form) == 3
    assert (Membership.objects.count(), Group.objects.filter(name=union.name).count()) == (3, 1)


def test_roll_of_one_meeting(clerk: User, department: Unit, form: str) -> None:
    meeting = on_rolls(department)[0]
    before = list(Elector.objects.order_by("pk").values_list("round", "user", "capacity"))
    assert unchanged("rolls", clerk, form, target=str(meeting.pk)) == 3
    assert list(Elector.objects.order_by("pk").values_list("round", "user", "capacity")) == before


def test_rolls_of_many_meetings(clerk: User, department: Unit, form: str) -> None:
    on_rolls(department)
    assert unchanged("rolls", clerk, form) == 6
    assert Elector.objects.count() == 6


def on_rolls(unit: Unit) -> list[Round]:
    """Put three people, one of them without an e-mail address, on the rolls of two meetings of one title."""
    below = Unit.objects.get(name="Phòng Kế hoạch")
    people = [
        make_user("Nguyễn Văn An", "an", unit=unit, staff_code="CB-1"),
        without_address(make_user("Trần Bình", "binh", unit=unit)),
        make_user("Lê Cúc", "cuc", unit=unit),
    ]
    made = [make_round(one, title="Hội nghị lấy phiếu tín nhiệm") for one in (unit, below)]
    for round_ in made:
        for user, capacity in zip(people, ("Trưởng phòng", AWKWARD, ""), strict=True):
            Elector.objects.create(round=round_, user=user, capacity=capacity)
    return made


def without_address(user: User) -> User:
    user.email = ""
    user.save(update_fields=["email"])
    return user
