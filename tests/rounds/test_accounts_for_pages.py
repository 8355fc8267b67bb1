"""The list of accounts holds whom a secretary sees, however many of all units the secretary keeps."""

from dataclasses import dataclass

import pytest

from officials.accounts import services
from officials.models import PersonRequest, Unit, User
from officials.selectors import units_of
from officials.services import grant_role
from rounds.accounts import accounts_for_pages, accounts_to_list
from tests.roles import (
    Role,
    make_campaign,
    make_draft_round,
    make_frozen_round,
    make_official,
    make_round,
    make_secretary,
    make_unit,
    make_user,
    make_users,
)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class TiedPeople:
    """A secretary, and people of another unit: `tied` to the secretary's in every way, and strangers."""

    secretary: User
    tied: set[User]
    strangers: set[User]


def lent(person: User, unit: Unit, secretary: User) -> User:
    """Let the unit of the person accept that this secretary names the person."""
    asked = PersonRequest(unit=unit, named=person.email, reason="Hội nghị")
    asked = services.ask_for_person(request=asked, actor=secretary)
    assert person.unit
    services.answer_request(pk=asked.pk, actor=make_secretary(person.unit), is_accepted=True)
    return person


@pytest.fixture
def people(unit: Unit, other_unit: Unit) -> TiedPeople:
    secretary = make_secretary(unit)
    leader, voter, counts, official, borrowed, *others = (make_user(unit=other_unit) for _ in range(7))
    keeper = make_user(unit=other_unit, is_superuser=True)
    grant_role(user=leader, unit=unit, role=Role.LEADERSHIP)
    make_official(unit, user=official)
    make_frozen_round(unit, voters=[voter, keeper, *make_users(5)], members=[counts, *make_users(2)])
    make_draft_round(unit, voters=[others[0]], members=[others[1]])
    lent(borrowed, unit, secretary)
    return TiedPeople(secretary, {leader, voter, counts, official, borrowed}, {keeper, *others})


@pytest.mark.parametrize("keeps_most", [False, True])
def test_list_holds_own_people_and_those_tied_or_lent(
    people: TiedPeople, unit: Unit, keeps_most: bool
) -> None:
    """The rolls are read in one way for a secretary of most units and in another for the others."""
    for _number in range(12):
        make_unit(parent=unit if keeps_most else None)
    assert (2 * len(units_of(people.secretary, Role.SECRETARIAT)) > Unit.objects.count()) is keeps_most
    own = set(User.objects.filter(unit=unit))
    found = set(accounts_for_pages(user=people.secretary))
    assert people.secretary in own
    assert found == own | people.tied
    assert found == set(accounts_to_list(user=people.secretary))
    assert not found & people.strangers


def test_person_whose_loan_ended_leaves_the_list(people: TiedPeople) -> None:
    asked = PersonRequest.objects.get(state=PersonRequest.State.ACCEPTED)
    assert asked.account in accounts_for_pages(user=people.secretary)
    services.end_request(request=asked, actor=people.secretary)
    assert asked.account not in accounts_for_pages(user=people.secretary)
    assert set(accounts_for_pages(user=people.secretary)) == set(accounts_to_list(user=people.secretary))


def test_organiser_does_not_see_whom_an_invited_unit_borrowed(
    secretary: User, unit: Unit, other_unit: Unit
) -> None:
    person, invited = make_user(unit=other_unit), make_unit()
    make_round(invited, campaign=make_campaign(unit))
    borrower, own = make_secretary(invited), make_user(unit=invited)
    lent(person, invited, borrower)
    assert {person, own} <= set(accounts_for_pages(user=borrower))
    seen = set(accounts_for_pages(user=secretary))
    assert own in seen
    assert person not in seen
    assert seen == set(accounts_to_list(user=secretary))
