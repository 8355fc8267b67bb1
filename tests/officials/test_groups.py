"""People of groups at a unit, from posts and memberships."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from officials import services
from officials.members import groups_at, groups_to_change, members
from officials.models import Group, Membership, Official, Post, Unit, User
from officials.titles import kind_of_group
from tests.roles import make_official, make_secretary, make_unit, make_user

pytestmark = pytest.mark.django_db
Kind = Group.Kind


def shared(kind: str) -> Group:
    return Group.objects.get(unit=None, kind=kind)


def names(*kinds: str, unit: Unit, day: datetime.date | None = None) -> list[str]:
    found = members(groups=[shared(kind) for kind in kinds], unit=unit, day=day or timezone.localdate())
    return [one.name for one in found]


@pytest.mark.parametrize(
    ("title", "unit", "kind"),
    [
        ("Cục trưởng", "Cục Công Thương", Kind.LEADERSHIP),
        ("Phó Cục trưởng", "Cục Công Thương", Kind.LEADERSHIP),
        ("Trưởng phòng", "Cục Công Thương", Kind.HEADS_OF_UNITS),
        ("Trưởng phòng", "Phòng Tổng hợp", Kind.LEADERSHIP),
        ("Phó Chánh Văn phòng", "Văn phòng Bộ", Kind.LEADERSHIP),
        ("Phó Trưởng phòng", "Cục Công Thương", ""),
        ("Chuyên viên chính", "Cục Công Thương", ""),
        ("Bí thư Đảng ủy", "Cục Công Thương", Kind.PARTY_COMMITTEE),
        ("Chủ tịch Công đoàn", "Cục Công Thương", Kind.HEADS_OF_ORGANISATIONS),
        ("Bí thư Đoàn Thanh niên", "Cục Công Thương", Kind.HEADS_OF_ORGANISATIONS),
    ],
)
def test_title_tells_the_group(title: str, unit: str, kind: str) -> None:
    assert kind_of_group(title, kind="work", unit=unit) == kind


def test_new_post_gets_the_group_of_its_title(unit: Unit) -> None:
    official = make_official(unit, posts=("Phó Cục trưởng",))
    assert official.posts.get().group == shared(Kind.LEADERSHIP)


def test_leaders_come_by_rank_then_by_name(unit: Unit) -> None:
    for name, title in (("Lê An", "Phó Cục trưởng"), ("Hồ Yến", "Cục trưởng"), ("Vũ Bình", "Phó Cục trưởng")):
        make_official(unit, name, posts=(title,))
    assert names(Kind.LEADERSHIP, unit=unit) == ["Hồ Yến", "Lê An", "Vũ Bình"]


def test_own_rank_of_a_post_counts(unit: Unit) -> None:
    make_official(unit, "Lê An", posts=("Phó Cục trưởng",))
    make_official(unit, "Vũ Bình", posts=("Phó Cục trưởng",), rank=15)
    assert names(Kind.LEADERSHIP, unit=unit) == ["Vũ Bình", "Lê An"]


def test_heads_of_units_below_belong_to_the_unit_above(unit: Unit) -> None:
    below = make_unit("Phòng Tổng hợp", parent=unit)
    make_official(below, "Lê Trưởng", posts=("Trưởng phòng",))
    make_official(below, "Vũ Phó", posts=("Phó Trưởng phòng",))
    other = make_unit("Phòng Tổ chức", parent=unit)
    make_official(other, "Hồ Thay", posts=("Phó Trưởng phòng phụ trách",))
    assert names(Kind.HEADS_OF_UNITS, unit=unit) == ["Lê Trưởng", "Hồ Thay"]


def test_person_in_several_groups_comes_once_with_all_posts(unit: Unit) -> None:
    make_official(unit, "Lê An", posts=("Cục trưởng", "Bí thư Đảng ủy"))
    found = members(
        groups=[shared(Kind.PARTY_COMMITTEE), shared(Kind.LEADERSHIP)], unit=unit, day=timezone.localdate()
    )
    assert [(one.name, one.capacity, one.group.kind) for one in found] == [
        ("Lê An", "Cục trưởng, Bí thư Đảng ủy", Kind.LEADERSHIP)
    ]


def test_memberships_count_from_their_first_to_their_last_day(unit: Unit) -> None:
    day = datetime.date(2026, 3, 1)
    member = make_user("Phan Khách", unit=unit)
    group = shared(Kind.PARTY_COMMITTEE)
    services.save(
        row=Membership(group=group, unit=unit, account=member, starts_on=day, ends_on=day, capacity="Ủy viên")
    )
    one_day = datetime.timedelta(days=1)
    found = [names(group.kind, unit=unit, day=day + shift * one_day) for shift in (-1, 0, 1)]
    assert found == [[], ["Phan Khách"], []]


def test_account_of_an_official_is_the_same_person(unit: Unit) -> None:
    account = make_user("Lê An", unit=unit)
    make_official(unit, "Lê An", user=account, posts=("Cục trưởng",))
    group = shared(Kind.PARTY_COMMITTEE)
    services.save(row=Membership(group=group, unit=unit, account=account, capacity="Ủy viên"))
    found = members(groups=[shared(Kind.LEADERSHIP), group], unit=unit, day=timezone.localdate())
    assert [(one.account, one.capacity) for one in found] == [(account, "Cục trưởng, Ủy viên")]


def test_ended_posts_are_left_out(unit: Unit) -> None:
    official = make_official(unit, posts=("Cục trưởng",))
    Post.objects.update(ended_on=timezone.localdate() - datetime.timedelta(days=1))
    assert names(Kind.LEADERSHIP, unit=unit) == []
    assert Official.objects.get() == official


def test_groups_of_a_unit_are_used_there_and_below(unit: Unit, other_unit: Unit) -> None:
    group = services.save(row=Group(unit=unit, name="Tổ tư vấn"))
    below = make_unit(parent=unit)
    found = [groups_at(place).filter(pk=group.pk).exists() for place in (unit, below, other_unit)]
    assert found == [True, True, False]


def test_queries_do_not_grow_with_people(unit: Unit, django_assert_num_queries: object) -> None:
    def ask() -> None:
        members(groups=list(Group.objects.filter(unit=None)), unit=unit, day=timezone.localdate())

    for number in range(12):
        make_official(unit, user=make_user(unit=unit), posts=("Phó Cục trưởng",))
        services.save(
            row=Membership(
                group=shared(Kind.PARTY_COMMITTEE), unit=unit, account=make_user(f"Họ Tên {number}")
            )
        )
    with django_assert_num_queries(4):  # type: ignore[operator]
        ask()


def test_membership_is_of_one_person(unit: Unit, voter: User) -> None:
    row = Membership(group=shared(Kind.LEADERSHIP), unit=unit, account=voter, official=make_official(unit))
    with pytest.raises(IntegrityError, match="membership_of_one_person"), transaction.atomic():
        row.save()


def test_groups_for_all_units_are_kept_by_topmost_units(unit: Unit, secretary: User) -> None:
    below = make_secretary(make_unit(parent=unit))
    found = [groups_to_change(user=user).filter(unit=None).exists() for user in (secretary, below)]
    assert found == [True, False]
