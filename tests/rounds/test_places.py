"""At most two places: the authority that manages an official settles which count."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from officials.models import Official, Post, Unit, User
from rounds.cautions import cautions
from rounds.eligibility import exempt_officials
from rounds.models import Campaign, Exemption, PlaceDecision
from rounds.places import at_too_many_places
from rounds.plan_paper import plan_paper
from rounds.services import ballot_lines
from rounds.services.settling import NotSettled, settle_places
from tests.roles import (
    Role,
    make_campaign,
    make_official,
    make_plan,
    make_round,
    make_secretary,
    make_unit,
    make_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(unit: Unit, authority: Unit) -> list[Unit]:
    """Three units at which one official holds posts."""
    return [unit, *(make_unit(name, authority=authority) for name in ("Đảng ủy Bộ", "Viện Nghiên cứu"))]


@pytest.fixture
def official(places: list[Unit]) -> Official:
    official = make_official(places[0], "Lê An", posts=("Cục trưởng",))
    for place in places[1:]:
        Post.objects.create(official=official, unit=place, title="Ủy viên", kind="party")
    return official


@pytest.fixture
def manager(authority: Unit) -> User:
    return make_secretary(authority, "Hồ Quản Lý")


@pytest.fixture
def campaign(authority: Unit) -> Campaign:
    return make_campaign(authority)


def settle(official: Official, campaign: Campaign, units: list[Unit], actor: User) -> PlaceDecision:
    return settle_places(
        official=official, campaign=campaign, units=units, reason="Nơi công tác chính", actor=actor
    )


def test_other_places_are_exempt_with_the_reason(
    official: Official, places: list[Unit], campaign: Campaign, manager: User
) -> None:
    settle(official, campaign, places[:2], manager)
    reasons = []
    for place in places:
        found = exempt_officials(make_round(place, campaign=campaign))
        reasons.append([(exempt.reason, exempt.detail) for _official, exempt in found])
    told = "đã xác định lấy phiếu tại: Cục Công Thương địa phương, Đảng ủy Bộ"
    assert reasons == [[], [], [(Exemption.Reason.PLACES, told)]]


def test_a_later_decision_replaces_the_earlier(
    official: Official, places: list[Unit], campaign: Campaign, manager: User
) -> None:
    settle(official, campaign, places[:2], manager)
    settle(official, campaign, places[1:], manager)
    assert set(PlaceDecision.objects.get().units.all()) == set(places[1:])


def test_only_the_managing_authority_settles(
    official: Official, places: list[Unit], campaign: Campaign, secretary: User
) -> None:
    with pytest.raises(NotSettled, match="cấp có thẩm quyền quản lý"):
        settle(official, campaign, places[:2], secretary)


@pytest.mark.parametrize("count", [0, 3])
def test_one_or_two_places_are_chosen(
    official: Official, places: list[Unit], campaign: Campaign, manager: User, count: int
) -> None:
    with pytest.raises(NotSettled, match="từ một đến 2 nơi"):
        settle(official, campaign, places[:count], manager)


def test_a_unit_without_a_post_is_refused(
    official: Official, campaign: Campaign, manager: User, other_unit: Unit
) -> None:
    with pytest.raises(NotSettled, match="không giữ chức vụ"):
        settle(official, campaign, [other_unit], manager)


def test_draft_points_to_what_is_not_settled(
    official: Official, places: list[Unit], campaign: Campaign, manager: User
) -> None:
    round_ = make_round(places[0], campaign=campaign)
    ballot_lines.propose_lines(round_id=round_.pk)

    def told() -> list[str]:
        return [str(one.message) for one in cautions(round_) if one.where == "places"]

    assert told() == [
        "Lê An giữ chức vụ ở 3 nơi: Cục Công Thương địa phương, Viện Nghiên cứu, Đảng ủy Bộ; "
        "chỉ được lấy phiếu ở nhiều nhất 2 nơi."
    ]
    settle(official, campaign, places[:2], manager)
    assert told() == []


def test_both_secretaries_and_the_authority_see_all_places(
    official: Official, places: list[Unit], secretary: User, manager: User
) -> None:
    for user in (secretary, manager, make_secretary(places[2])):
        assert list(at_too_many_places(user=user)) == [official]
        client = Client()
        client.force_login(user)
        page = client.get(reverse("secretariat:places_of_official", args=[official.pk])).text
        assert all(place.name in page for place in places)
        assert ('name="units"' in page) is (user == manager)


def test_strangers_see_nothing(official: Official, other_unit: Unit) -> None:
    stranger = make_with_role("nguoikhac", "Vũ Khác", other_unit, Role.SECRETARIAT)
    assert list(at_too_many_places(user=stranger)) == []
    client = Client()
    client.force_login(stranger)
    assert client.get(reverse("secretariat:places_of_official", args=[official.pk])).status_code == 404


def test_page_settles_and_keeps_what_was_typed(
    official: Official, places: list[Unit], campaign: Campaign, manager: User, client: Client
) -> None:
    client.force_login(manager)
    path = reverse("secretariat:places_of_official", args=[official.pk])
    sent = {"campaign": campaign.pk, "reason": "Nơi công tác", "units": [place.pk for place in places]}
    refused = client.post(path, sent)
    assert refused.status_code == 400
    assert 'value="Nơi công tác"' in refused.text
    assert client.post(path, {**sent, "units": sent["units"][:2]}).status_code == 302  # type: ignore[index]
    assert PlaceDecision.objects.get().decided_by == manager


def test_page_of_the_official_shows_posts_elsewhere(
    official: Official, places: list[Unit], secretary: User, client: Client
) -> None:
    client.force_login(secretary)
    page = client.get(reverse("admin:officials_official_change", args=[official.pk])).text
    assert "Ủy viên, Viện Nghiên cứu" in page


@pytest.mark.slow
def test_the_authority_finds_it_on_the_home_page_until_it_is_settled(
    official: Official, places: list[Unit], campaign: Campaign, manager: User, secretary: User
) -> None:
    path = reverse("secretariat:places_of_official", args=[official.pk])

    def waits_for(user: User) -> bool:
        client = Client()
        client.force_login(user)
        return path in client.get("/").text

    assert [waits_for(user) for user in (manager, secretary)] == [True, False]
    settle(official, campaign, places[:2], manager)
    assert not waits_for(manager)


def test_the_annex_of_the_plan_names_settled_places(
    official: Official, places: list[Unit], authority: Unit, campaign: Campaign, manager: User
) -> None:
    settle(official, campaign, places[:2], manager)
    left_out = places[2]
    Unit.objects.filter(pk=left_out.pk).update(parent=authority)
    plan = make_plan(authority)
    [annexed] = [unit for unit in plan_paper(plan).units if unit.name == left_out.name]
    assert "đã xác định lấy phiếu tại: Cục Công Thương địa phương, Đảng ủy Bộ" in annexed.officials[0].exempt


def test_list_shows_all_posts_whole(official: Official, places: list[Unit], client: Client) -> None:
    official.posts.filter(unit=places[2]).update(title="Ủy viên Ban Chấp hành " + "và các chức vụ khác " * 8)
    client.force_login(make_secretary(places[2]))
    page = client.get(reverse("secretariat:places")).text
    assert all(escape(str(post)) in page for post in official.posts.select_related("unit"))
