"""A clerk says “these groups” and gets a proposed roll, then corrects it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from officials import services
from officials.models import Group, Membership, Unit, User
from rounds.models import Elector, Round
from tests.roles import make_official, make_round, make_user

pytestmark = pytest.mark.django_db
Kind = Group.Kind


@pytest.fixture
def round_(unit: Unit) -> Round:
    make_official(unit, "Hồ Trưởng", user=make_user("Hồ Trưởng", "truong"), posts=("Cục trưởng",))
    make_official(unit, "Lê Phó", user=make_user("Lê Phó", "pho"), posts=("Phó Cục trưởng", "Bí thư Đảng ủy"))
    make_official(unit, "Vũ Chưa Có", posts=("Phó Cục trưởng",))
    member = make_user("Đỗ Cấp Ủy", "capuy")
    services.save(row=Membership(group=shared(Kind.PARTY_COMMITTEE), unit=unit, account=member))
    return make_round(unit)


def shared(kind: str) -> Group:
    return Group.objects.get(unit=None, kind=kind)


def address(round_: Round, *kinds: str) -> str:
    asked = "&".join(f"group={shared(kind).pk}" for kind in kinds)
    return f"{reverse('admin:rounds_round_groups', args=[round_.pk])}?{asked}"


def ask(client: Client, user: User, path: str, **sent: Any) -> Any:
    client.force_login(user)
    return client.post(path, sent) if sent else client.get(path)


def test_people_are_shown_before_anything_is_written(round_: Round, secretary: User, client: Client) -> None:
    page = ask(client, secretary, address(round_, Kind.LEADERSHIP, Kind.PARTY_COMMITTEE)).text
    assert all(name in page for name in ("Hồ Trưởng", "Lê Phó", "Đỗ Cấp Ủy", "Vũ Chưa Có"))
    assert page.count('name="person"') == 3
    assert "Phó Cục trưởng, Bí thư Đảng ủy" in page
    assert not Elector.objects.exists()


def test_those_ticked_are_added_with_their_posts(round_: Round, secretary: User, client: Client) -> None:
    people = [User.objects.get(username=name).pk for name in ("truong", "pho")]
    path = address(round_, Kind.LEADERSHIP, Kind.PARTY_COMMITTEE)
    answer = ask(client, secretary, path, person=people)
    assert answer.status_code == 302
    assert "voters=2" in answer["Location"]
    roll = Elector.objects.order_by("user__sort_key").values_list("user__username", "capacity")
    assert list(roll) == [("pho", "Phó Cục trưởng, Bí thư Đảng ủy"), ("truong", "Cục trưởng")]


def test_only_people_of_the_groups_are_added(round_: Round, secretary: User, client: Client) -> None:
    stranger = make_user("Người Lạ")
    ask(client, secretary, address(round_, Kind.LEADERSHIP), person=[stranger.pk])
    assert not Elector.objects.exists()


def test_people_on_the_roll_are_not_offered_again(round_: Round, secretary: User, client: Client) -> None:
    path = address(round_, Kind.PARTY_COMMITTEE)
    ask(client, secretary, path, person=[User.objects.get(username="capuy").pk])
    page = ask(client, secretary, path).text
    assert "Đã có trong danh sách: 1" in page
    assert page.count('name="person"') == 1


def test_a_group_must_be_ticked(round_: Round, secretary: User, client: Client) -> None:
    page = ask(client, secretary, address(round_).partition("?")[0] + "?show=people")
    assert "Đánh dấu ít nhất một nhóm" in page.text


def test_the_draft_leads_there(round_: Round, secretary: User, client: Client) -> None:
    page = ask(client, secretary, reverse("admin:rounds_round_change", args=[round_.pk])).text
    assert 'name="_groups"' in page
