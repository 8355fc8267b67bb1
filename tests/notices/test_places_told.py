"""Settled places are told to the secretaries of all places and to the official."""

import pytest
from django.urls import reverse

from notices.models import Notice
from officials.models import Official, Post, Unit, User
from rounds.models import Campaign
from rounds.services.settling import settle_places
from tests.roles import make_campaign, make_official, make_secretary, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(authority: Unit) -> User:
    return make_secretary(authority, "Hồ Quản Lý")


@pytest.fixture
def other(authority: Unit) -> Unit:
    return make_unit("Viện Nghiên cứu", authority=authority)


@pytest.fixture
def campaign(authority: Unit) -> Campaign:
    return make_campaign(authority)


@pytest.fixture
def official(unit: Unit, other: Unit) -> Official:
    official = make_official(unit, "Lê An", user=make_user("Lê An"), posts=("Cục trưởng",))
    Post.objects.create(official=official, unit=other, title="Ủy viên", kind="party")
    return official


def settle(official: Official, campaign: Campaign, unit: Unit, actor: User) -> None:
    settle_places(
        official=official, campaign=campaign, units=[unit], reason="Nơi công tác chính", actor=actor
    )


def test_both_secretaries_and_the_official_are_told(
    official: Official, unit: Unit, other: Unit, campaign: Campaign, secretary: User, manager: User
) -> None:
    second = make_secretary(other)
    settle(official, campaign, unit, manager)
    told = Notice.objects.filter(kind="places_settled")
    assert {row.user for row in told} == {secretary, second}
    body = told[0].body
    assert f"Nơi được lấy phiếu: {unit.name}." in body
    assert "Lý do: Nơi công tác chính" in body
    assert reverse("secretariat:places_of_official", args=[official.pk]) in body
    own = Notice.objects.get(kind="own_places_settled")
    assert (own.user, unit.name in own.body) == (official.user, True)


def test_unit_above_is_told_for_a_unit_without_secretary(
    official: Official, unit: Unit, other: Unit, campaign: Campaign, secretary: User, manager: User
) -> None:
    above = make_unit("Bộ khác")
    Unit.objects.filter(pk=other.pk).update(parent=above)
    chief = make_secretary(above)
    settle(official, campaign, unit, manager)
    assert {row.user for row in Notice.objects.filter(kind="places_settled")} == {secretary, chief}


def test_the_secretary_who_settled_it_is_not_told(
    official: Official, unit: Unit, campaign: Campaign, secretary: User, manager: User
) -> None:
    assert manager.unit
    Post.objects.create(official=official, unit=manager.unit, title="Ủy viên", kind="party")
    settle(official, campaign, unit, manager)
    assert not Notice.objects.filter(user=manager).exists()


def test_what_an_earlier_decision_told_is_taken_back(
    official: Official, unit: Unit, other: Unit, campaign: Campaign, secretary: User, manager: User
) -> None:
    settle(official, campaign, unit, manager)
    settle(official, campaign, other, manager)
    rows = Notice.objects.filter(user=official.user).order_by("pk")
    assert [(row.state == "withdrawn", other.name in row.body) for row in rows] == [
        (True, False),
        (False, True),
    ]


def test_an_official_without_an_account_is_not_told(
    official: Official, unit: Unit, campaign: Campaign, secretary: User, manager: User
) -> None:
    Official.objects.filter(pk=official.pk).update(user=None)
    settle(official, campaign, unit, manager)
    assert not Notice.objects.filter(kind="own_places_settled").exists()
