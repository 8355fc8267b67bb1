"""Fixtures: the usual people of one unit and a round of theirs.

A test gets a copy of those of an earlier test (`tests.remembered`): a round with all who belong to it, or unit and secretary.
"""

import functools
import operator
from functools import cached_property
from typing import Any

import pytest
from django.db import connection

from officials.models import Unit, User
from results.services.rendering import render_documents
from rounds.models import Round
from rounds.services import moves
from tests.remembered import recalled
from tests.results.factories import certify
from tests.roles import (
    Role,
    announce,
    make_draft_round,
    make_official,
    make_unit,
    make_user,
    make_users,
    make_with_role,
)

BUILT = (
    "documented_round",
    "certified_round",
    "frozen_round",
    "announced_round",
    "draft_round",
    "secretary",
    "unit",
)  # each is made of the next


class UsualPeople:
    """Units, people and rounds, each built when it is first asked for."""

    @cached_property
    def authority(self) -> Unit:
        return make_unit("Bộ Công Thương")

    @cached_property
    def unit(self) -> Unit:
        return make_unit("Cục Công Thương địa phương", authority=self.authority)

    @cached_property
    def secretary(self) -> User:
        return make_with_role("thuky", "Phạm Thư Ký", self.unit, Role.SECRETARIAT)

    @cached_property
    def voter(self) -> User:
        return make_user("Đặng Ghi Phiếu", "nguoighiphieu1")

    @cached_property
    def another_voter(self) -> User:
        return make_user("Hồ Ghi Phiếu", "nguoighiphieu2")

    @cached_property
    def head(self) -> User:
        return make_user("Phan Trưởng Ban", "truongban")

    @cached_property
    def members(self) -> list[User]:
        return [make_user("Trịnh Ủy Viên", "uyvien1"), make_user("Đinh Ủy Viên", "uyvien2")]

    @cached_property
    def official(self) -> User:
        user = make_user("Trần Thị An", "canbo", unit=self.unit)
        make_official(self.unit, "Trần Thị An", user=user, posts=("Cục trưởng", "Bí thư Chi bộ"))
        return user

    @cached_property
    def draft_round(self) -> Round:
        _first_on_the_ballot = self.official
        make_official(self.unit, "Nguyễn Văn Bình", posts=("Phó Cục trưởng",))
        make_official(self.unit, "Lê Thị Cúc", posts=("Chánh Văn phòng",))
        return make_draft_round(
            self.unit,
            officials=[],
            voters=[self.voter, self.another_voter, *make_users(4)],
            members=[self.head, *self.members],
            title="Hội nghị toàn cơ quan",
        )

    @cached_property
    def frozen_round(self) -> Round:
        reason = "Họp đột xuất"
        return moves.freeze_round(round_id=self.draft_round.pk, actor=self.secretary, reason=reason)

    @cached_property
    def announced_round(self) -> Round:
        return announce(self.draft_round)

    @cached_property
    def certified_round(self) -> Round:
        return certify(self.frozen_round)

    @cached_property
    def documented_round(self) -> Round:
        render_documents(round_id=self.certified_round.pk)
        return Round.objects.get(pk=self.certified_round.pk)


def _with(name: str) -> UsualPeople:
    """Return people of whom this round, account or unit is built."""
    people = UsualPeople()
    getattr(people, name)
    return people


def _is_asked_for(request: pytest.FixtureRequest, name: str) -> bool:
    """Return whether the test asks for the fixture of this module, not for one of its own by the same name."""
    found = request._pyfuncitem._fixtureinfo.name2fixturedefs.get(name) or ()
    return [one.func.__module__ for one in found[-1:]] == [__name__]


@pytest.fixture
def usual_people(request: pytest.FixtureRequest, db: None) -> UsualPeople:
    """Those of the other fixtures, with what the test asks for if its transaction is rolled back."""
    for wanted in BUILT:
        if _is_asked_for(request, wanted) and connection.in_atomic_block:
            build, row_of = functools.partial(_with, wanted), operator.attrgetter(wanted)
            people: UsualPeople = recalled(f"usual {wanted}", build, row_of)
            return people
    return UsualPeople()


@pytest.fixture
def authority(usual_people: UsualPeople) -> Unit:
    """The unit to which `unit` reports."""
    return usual_people.authority


@pytest.fixture
def unit(usual_people: UsualPeople) -> Unit:
    return usual_people.unit


@pytest.fixture
def other_unit(authority: Unit) -> Unit:
    return make_unit("Cục Xúc tiến", authority=authority)


@pytest.fixture
def secretary(usual_people: UsualPeople) -> User:
    """Configures the rounds of `unit`."""
    return usual_people.secretary


@pytest.fixture
def other_secretary(other_unit: Unit) -> User:
    """Secretary of another unit; must see nothing of `unit`."""
    return make_with_role("thuky2", "Vũ Thư Ký", other_unit, Role.SECRETARIAT)


@pytest.fixture
def leader(unit: Unit) -> User:
    """Leads `unit`."""
    return make_with_role("lanhdao", "Lê Lãnh Đạo", unit, Role.LEADERSHIP)


@pytest.fixture
def authority_reader(authority: Unit) -> User:
    """Leads the authority that manages the officials of `unit`."""
    return make_with_role("capquanly", "Đỗ Cấp Trên", authority, Role.LEADERSHIP)


@pytest.fixture
def auditor(unit: Unit) -> User:
    return make_with_role("giamsat", "Bùi Giám Sát", unit, Role.AUDITOR)


@pytest.fixture
def stranger(db: None) -> User:
    """Has an account and nothing to do with any round."""
    return make_user("Ngô Người Lạ", "nguoila")


@pytest.fixture
def voter(usual_people: UsualPeople) -> User:
    """Stands on the roll of `draft_round` and `frozen_round`."""
    return usual_people.voter


@pytest.fixture
def another_voter(usual_people: UsualPeople) -> User:
    return usual_people.another_voter


@pytest.fixture
def head(usual_people: UsualPeople) -> User:
    """Heads the counting team."""
    return usual_people.head


@pytest.fixture
def members(usual_people: UsualPeople) -> list[User]:
    """The two other members of the counting team."""
    return usual_people.members


@pytest.fixture
def official(usual_people: UsualPeople) -> User:
    """The account of the first official voted on in `draft_round`."""
    return usual_people.official


@pytest.fixture
def draft_round(usual_people: UsualPeople) -> Round:
    """A draft of `unit` that can be frozen: 3 lines, a roll of 6, a counting team of 3."""
    return usual_people.draft_round


@pytest.fixture
def announced_round(usual_people: UsualPeople) -> Round:
    """The draft of `unit`, announced, twenty days before its meeting."""
    return usual_people.announced_round


@pytest.fixture
def frozen_round(usual_people: UsualPeople) -> Round:
    return usual_people.frozen_round


@pytest.fixture
def certified_round(usual_people: UsualPeople) -> Round:
    """As `tests.results.factories.certify` leaves `frozen_round`: 6 ballots, no real box, no documents."""
    return usual_people.certified_round


@pytest.fixture
def documented_round(usual_people: UsualPeople) -> Round:
    """A certified round with its minutes and its report, which take most of a second to make."""
    return usual_people.documented_round


@pytest.fixture
def isolated(settings: Any) -> None:
    """The installation is declared isolated, so that rounds marked secret can be frozen."""
    settings.ISOLATED_INSTALLATION = True
