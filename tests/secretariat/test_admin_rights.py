"""Permissions in the admin come from roles."""

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import Unit, UnitRole, User
from officials.services import grant_role
from rounds.models import Round
from rounds.services import moves
from tests.roles import make_official, make_user

pytestmark = pytest.mark.django_db


def page(user: User, name: str, *args: object, **query: str) -> int:
    client = Client()
    client.force_login(user)
    return client.get(reverse(f"admin:{name}", args=args), query).status_code


def test_another_secretary_sees_nothing(draft_round: Round, other_secretary: User) -> None:
    line = draft_round.lines.first()
    elector = draft_round.electors.first()
    assert line
    assert elector
    assert page(other_secretary, "rounds_round_change", draft_round.pk) == 302
    assert page(other_secretary, "rounds_round_freeze", draft_round.pk) == 403
    roll = f"{reverse('secretariat:list_kind', args=['rolls'])}?target={draft_round.pk}"
    client = Client()
    client.force_login(other_secretary)
    assert client.get(roll).status_code == 404
    assert page(other_secretary, "rounds_round_delete", draft_round.pk) in (302, 403)
    assert page(other_secretary, "rounds_elector_change", elector.pk) == 302
    assert page(other_secretary, "rounds_elector_add", round=str(draft_round.pk)) == 403
    assert page(other_secretary, "officials_official_change", line.official_id) == 302


@pytest.mark.parametrize("number", ["x", "9" * 30, "9" * 5000])
def test_account_that_nobody_has_is_unknown(secretary: User, number: str) -> None:
    for name in ("officials_user_change", "officials_user_login", "officials_user_history"):
        assert page(secretary, name, number) == 302


def test_another_secretary_cannot_write(draft_round: Round, other_secretary: User) -> None:
    client = Client()
    client.force_login(other_secretary)
    assert client.post(reverse("admin:rounds_round_freeze", args=[draft_round.pk])).status_code == 403
    client.post(reverse("admin:rounds_round_delete", args=[draft_round.pk]), {"post": "yes"})
    draft_round.refresh_from_db()
    assert draft_round.state == Round.State.DRAFT


def test_lists_show_only_what_is_mine(draft_round: Round, other_secretary: User) -> None:
    client = Client()
    client.force_login(other_secretary)
    for table in (
        "rounds_round",
        "rounds_campaign",
        "officials_official",
        "rounds_elector",
        "officials_unit",
    ):
        text = client.get(reverse(f"admin:{table}_changelist")).text
        assert draft_round.title not in text
        assert "Trần Thị An" not in text
        assert "Cục Công Thương địa phương" not in text


@pytest.mark.parametrize("role", ["voter", "leader", "auditor", "stranger", "head"])
def test_others_are_refused(role: str, request: pytest.FixtureRequest, unit: Unit) -> None:
    assert page(request.getfixturevalue(role), "index") == 302


def test_a_secretary_of_the_superior_unit_sees_the_round(draft_round: Round) -> None:
    above = Unit.objects.create(name="Bộ", place="Hà Nội")
    Unit.objects.filter(pk=draft_round.unit_id).update(parent=above)
    user = make_user()
    grant_role(user=user, unit=above, role=UnitRole.Role.SECRETARIAT)
    assert page(user, "rounds_round_change", draft_round.pk) == 200


# --- accounts -------------------------------------------------------------------------------


def change_account(secretary: User, account: User, **fields: str) -> User:
    client = Client()
    client.force_login(secretary)
    data = {"full_name": account.full_name, "username": account.username, "email": account.email}
    client.post(
        reverse("admin:officials_user_change", args=[account.pk]), {**data, "is_active": "on", **fields}
    )
    return User.objects.get(pk=account.pk)


def test_a_secretary_never_becomes_superuser(secretary: User) -> None:
    changed = change_account(secretary, secretary, is_superuser="on", full_name="Đổi Tên")
    assert changed.full_name == "Đổi Tên"
    assert not changed.is_superuser


def test_superusers_are_not_in_the_address_book(secretary: User) -> None:
    keeper = make_user("Quản Trị", "quantri")
    User.objects.filter(pk=keeper.pk).update(is_superuser=True, is_staff=True)
    changed = change_account(secretary, keeper, email="a@example.test")
    assert changed.email == keeper.email


def test_accounts_of_other_units_are_read_only(secretary: User, other_secretary: User) -> None:
    changed = change_account(secretary, other_secretary, full_name="X")
    assert changed.full_name == "Vũ Thư Ký"


def test_login_of_voters_is_frozen_during_the_vote(secretary: User, frozen_round: Round, voter: User) -> None:
    changed = change_account(secretary, voter, email="thuky@evil.example", full_name="Đặng Mới")
    assert changed.email == voter.email
    assert changed.full_name == "Đặng Mới"


@pytest.mark.slow
def test_no_secretary_sets_a_password(secretary: User, unit: Unit) -> None:
    colleague = make_user(unit=unit)
    for name in ("new_password", "password", "password1", "identity_hash"):
        changed = change_account(secretary, colleague, **{name: "mat-khau-moi-2026"})
        assert (changed.password, changed.identity_hash) == (colleague.password, "")


def test_wrong_address_can_be_corrected_before_freezing(
    secretary: User, draft_round: Round, voter: User
) -> None:
    assert change_account(secretary, voter, email="dung@example.test").email == "dung@example.test"


@pytest.mark.slow
def test_a_secretary_gives_roles_only_in_own_units(secretary: User, unit: Unit, other_unit: Unit) -> None:
    client = Client()
    client.force_login(secretary)
    colleague = make_user(unit=unit)
    for target in (unit, other_unit):
        data = {"user": colleague.username, "unit": str(target.pk), "role": "secretariat"}
        client.post(reverse("admin:officials_unitrole_add"), data)
    granted = colleague.unit_roles.values_list("unit", flat=True)
    assert list(granted) == [unit.pk]


def test_losing_the_role_ends_access_to_the_admin(secretary: User, unit: Unit) -> None:
    colleague = make_user()
    role = grant_role(user=colleague, unit=unit, role=UnitRole.Role.SECRETARIAT)
    client = Client()
    client.force_login(secretary)
    client.post(reverse("admin:officials_unitrole_delete", args=[role.pk]), {"post": "yes"})
    colleague.refresh_from_db()
    assert not colleague.is_staff
    assert page(colleague, "index") == 302


def test_posts_at_other_units_are_shown_and_not_changed(
    secretary: User, unit: Unit, other_unit: Unit
) -> None:
    """Both secretaries see both places, each changes the own."""
    official = make_official(unit, posts=("Trưởng phòng",))
    official.posts.create(unit=other_unit, title="Bí thư nơi khác")
    client = Client()
    client.force_login(secretary)
    text = client.get(reverse("admin:officials_official_change", args=[official.pk])).text
    assert 'value="Trưởng phòng"' in text
    assert "Bí thư nơi khác" in text
    assert 'value="Bí thư nơi khác"' not in text


def test_a_cancelled_round_says_why(secretary: User, draft_round: Round) -> None:
    moves.cancel_round(round_id=draft_round.pk, actor=secretary, reason="Hoãn vì bão")
    client = Client()
    client.force_login(secretary)
    assert "Hoãn vì bão" in client.get(reverse("admin:rounds_round_change", args=[draft_round.pk])).text
