"""A right that opens a certified round is noted in its log at the moment of granting."""

import pytest
from django.test import Client
from django.urls import reverse

from officials import services as officials_services
from officials.models import Official, Unit, UnitRole, User
from results import selectors
from results.services import granting
from rounds.entries import entries_of
from rounds.models import Round
from tests.results.factories import certify, publish
from tests.roles import Role, make_official, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(db: None) -> User:
    return make_user("Quản trị", is_superuser=True, is_staff=True)


@pytest.fixture
def published(frozen_round: Round, superuser: User) -> Round:
    return publish(certify(frozen_round), superuser, "internal")


def entries(round_: Round) -> list[tuple[User | None, str]]:
    found = entries_of(round_, "reader_added")
    return [(entry.actor, entry.detail) for entry in found]


def give(user: User, unit: Unit, role: str, actor: User) -> None:
    granting.save_role(role=UnitRole(user=user, unit=unit, role=role), actor=actor)


def test_a_role_that_opens_the_result(published: Round, unit: Unit, superuser: User) -> None:
    give(make_user("Người Mới"), unit, Role.LEADERSHIP, superuser)
    assert entries(published) == [(superuser, f"Người Mới: lãnh đạo, {unit}")]


def test_a_role_above_the_unit(published: Round, unit: Unit, superuser: User) -> None:
    above = make_unit("Cấp trên")
    Unit.objects.filter(pk=unit.pk).update(parent=above)
    give(make_user("Người Mới"), above, Role.AUDITOR, superuser)
    assert [detail for _actor, detail in entries(published)] == ["Người Mới: giám sát, Cấp trên"]


def test_a_role_in_the_frozen_authority(published: Round, authority: Unit, superuser: User) -> None:
    give(make_user("Người Mới"), authority, Role.LEADERSHIP, superuser)
    assert len(entries(published)) == 1


@pytest.mark.parametrize("role", Role)
def test_a_role_elsewhere_opens_nothing(
    published: Round, other_unit: Unit, superuser: User, role: str
) -> None:
    give(make_user(), other_unit, role, superuser)
    assert entries(published) == []


def test_a_person_who_reads_already_is_not_noted(
    published: Round, unit: Unit, auditor: User, superuser: User
) -> None:
    give(auditor, unit, Role.LEADERSHIP, superuser)
    assert entries(published) == []


def test_a_round_not_certified_is_not_opened(frozen_round: Round, unit: Unit, superuser: User) -> None:
    give(make_user(), unit, Role.SECRETARIAT, superuser)
    assert entries(frozen_round) == []


def test_another_superior_brings_its_leaders(published: Round, unit: Unit, superuser: User) -> None:
    above = make_unit("Cấp trên mới")
    officials_services.grant_role(user=make_user("Lãnh đạo mới"), unit=above, role=Role.LEADERSHIP)
    unit.parent = above
    granting.save_unit(unit=unit, actor=superuser)
    assert entries(published) == [(superuser, f"Lãnh đạo mới: “{unit}” có cấp trên khác")]


def test_an_account_linked_to_an_official(published: Round, superuser: User) -> None:
    official = Official.objects.filter(lines__round=published, user=None).order_by("pk")[0]
    official.user = make_user("Người Mới")
    granting.save_official(official=official, actor=superuser)
    assert entries(published) == [(superuser, f"Người Mới: tài khoản của cán bộ “{official}”")]


def test_another_authority_of_the_unit_reads_nothing(
    published: Round, unit: Unit, superuser: User, authority_reader: User
) -> None:
    later, leads = make_unit("Cấp quản lý mới"), make_user("Lãnh đạo mới")
    officials_services.grant_role(user=leads, unit=later, role=Role.LEADERSHIP)
    unit.authority = later
    granting.save_unit(unit=unit, actor=superuser)
    for find in (selectors.results_for_reader, selectors.bundles_for_reader):
        assert not find(user=leads).filter(pk=published.pk).exists()
        assert find(user=authority_reader).filter(pk=published.pk).exists()
    assert entries(published) == []


def test_the_admin_page_of_roles_writes_the_entry(published: Round, unit: Unit, superuser: User) -> None:
    person, client = make_user("Người Mới"), Client()
    client.force_login(superuser)
    data = {"user": person.username, "unit": unit.pk, "role": Role.LEADERSHIP}
    assert client.post(reverse("admin:officials_unitrole_add"), data).status_code == 302
    assert entries(published) == [(superuser, f"Người Mới: lãnh đạo, {unit}")]


def test_a_new_official_is_written(superuser: User) -> None:
    official = make_official(make_unit())
    official.full_name = "Tên Mới"
    assert granting.save_official(official=official, actor=superuser).full_name == "Tên Mới"
