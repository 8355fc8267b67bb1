"""Moving an official between units keeps what was held before."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import Official, Unit, User
from officials.services import grant_role
from rounds.accounts import accounts_to_change
from rounds.services.moving_people import Move, NotMoved, move_official
from tests.roles import Role, make_frozen_round, make_official, make_secretary, make_unit, make_user

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 6, 1)


@pytest.fixture
def below(unit: Unit) -> Unit:
    return make_unit("Phòng Tổng hợp", parent=unit)


@pytest.fixture
def official(unit: Unit) -> Official:
    return make_official(unit, "Lê An", user=make_user("Lê An", unit=unit), posts=("Phó Cục trưởng",))


def move(official: Official, unit: Unit, target: Unit, actor: User, **changed: object) -> None:
    values = {"title": "Trưởng phòng", "day": DAY, "evidence": "QĐ số 5", **changed}
    move_official(
        move=Move(official=official, source=unit, target=target, **values),  # type: ignore[arg-type]
        actor=actor,
    )


def test_old_post_ends_and_new_begins(official: Official, unit: Unit, below: Unit, secretary: User) -> None:
    move(official, unit, below, secretary)
    old, new = official.posts.order_by("pk")
    assert (old.unit, old.ended_on) == (unit, DAY - datetime.timedelta(days=1))
    assert (new.unit, new.title, new.appointed_on, new.evidence) == (below, "Trưởng phòng", DAY, "QĐ số 5")
    assert new.group is not None
    assert new.group.kind == "leadership"


def test_account_goes_along(official: Official, unit: Unit, below: Unit, secretary: User) -> None:
    move(official, unit, below, secretary)
    assert User.objects.get(official=official).unit == below


def test_account_in_a_vote_under_way_stays(
    official: Official, unit: Unit, below: Unit, secretary: User
) -> None:
    make_frozen_round(unit, officials=[official], voters=[official.user, *[make_user() for _ in range(5)]])
    move(official, unit, below, secretary)
    assert User.objects.get(official=official).unit == unit


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"day": datetime.date(2000, 1, 1)}, "Ngày điều chuyển trước"),
        ({"same": True}, "đơn vị khác với đơn vị hiện nay"),
    ],
)
def test_impossible_moves_are_refused(
    official: Official,
    unit: Unit,
    below: Unit,
    secretary: User,
    changed: dict[str, object],
    sentence: str,
) -> None:
    target = unit if changed.pop("same", False) else below
    with pytest.raises(NotMoved, match=sentence):
        move(official, unit, target, secretary, **changed)
    assert official.posts.filter(ended_on=None).count() == 1


@pytest.mark.slow
def test_the_new_unit_keeps_record_and_account(
    official: Official, unit: Unit, other_unit: Unit, secretary: User, other_secretary: User, client: Client
) -> None:
    grant_role(user=secretary, unit=other_unit, role=Role.SECRETARIAT)
    move(official, unit, other_unit, secretary)
    for user, keeps in ((other_secretary, True), (make_secretary(unit), False)):
        assert accounts_to_change(user=user).filter(official=official).exists() is keeps
        client.force_login(user)
        page = client.get(reverse("admin:officials_official_change", args=[official.pk])).text
        assert ('name="full_name"' in page) is keeps
    client.force_login(other_secretary)
    assert client.get(reverse("admin:officials_official_delete", args=[official.pk])).status_code == 403
