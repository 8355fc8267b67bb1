"""Changes by somebody else are told to the person; roles of supervision come from the superior unit."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from common.refusals import Refusal
from officials import services
from officials.accounts.identity import is_identified
from officials.models import Unit, UnitRole, User
from rounds.models import Round
from rounds.services.account_changes import LOGIN, change_account, record_identity
from tests.roles import Role, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(unit: Unit) -> User:
    return make_user("Lê Đồng Nghiệp", "dongnghiep", unit=unit)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"full_name": "Lê Tên Mới"}, "Đã thay đổi: họ và tên."),
        ({"username": "tenmoi"}, "Đã thay đổi: tên đăng nhập."),
        ({"is_active": False}, "Tài khoản đã bị khóa."),
    ],
)
def test_each_change_is_told(
    secretary: User, colleague: User, mailoutbox: list[EmailMessage], change: dict[str, str], words: str
) -> None:
    for name, value in change.items():
        setattr(colleague, name, value)
    change_account(account=colleague, actor=secretary, fields=change)
    [mail] = mailoutbox
    assert mail.to == ["dongnghiep@example.test"]
    assert words in str(mail.body)
    assert secretary.full_name in str(mail.body)


def test_a_new_address_is_told_at_both(
    secretary: User, colleague: User, mailoutbox: list[EmailMessage]
) -> None:
    colleague.email = "moi@example.test"
    change_account(account=colleague, actor=secretary, fields=["email"])
    assert [mail.to for mail in mailoutbox] == [["dongnghiep@example.test"], ["moi@example.test"]]


def test_own_change_and_no_change_are_not_told(
    secretary: User, colleague: User, mailoutbox: list[EmailMessage]
) -> None:
    change_account(account=colleague, actor=secretary, fields=["full_name", *LOGIN])
    secretary.full_name = "Phạm Tên Mới"
    change_account(account=secretary, actor=secretary, fields=["full_name"])
    assert mailoutbox == []


def test_roles_are_told(secretary: User, colleague: User, unit: Unit, mailoutbox: list[EmailMessage]) -> None:
    role = services.save_role(
        role=UnitRole(user=colleague, unit=unit, role=Role.SECRETARIAT), actor=secretary
    )
    services.revoke_role(role=role, actor=secretary)
    assert ["Giao vai trò" in str(mail.body) for mail in mailoutbox] == [True, False]
    assert all(str(unit) in str(mail.body) for mail in mailoutbox)


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.AUDITOR])
def test_superior_unit_gives_roles_of_supervision(
    secretary: User, colleague: User, unit: Unit, role: str
) -> None:
    below = make_unit("Phòng Dưới", parent=unit)
    granted = services.save_role(role=UnitRole(user=colleague, unit=below, role=role), actor=secretary)
    services.revoke_role(role=granted, actor=secretary)
    with pytest.raises(Refusal, match="cấp trên"):
        services.save_role(role=UnitRole(user=colleague, unit=unit, role=role), actor=secretary)
    kept = services.grant_role(user=colleague, unit=unit, role=role)
    with pytest.raises(Refusal):
        services.revoke_role(role=kept, actor=secretary)
    keeper = make_user(is_superuser=True)
    services.revoke_role(role=kept, actor=keeper)


def test_refused_role_keeps_the_form(client: Client, secretary: User, colleague: User, unit: Unit) -> None:
    client.force_login(secretary)
    data = {"user": colleague.username, "unit": str(unit.pk), "role": "auditor"}
    page = client.post(reverse("admin:officials_unitrole_add"), data)
    assert "do bộ phận giúp việc của đơn vị cấp trên" in page.text
    assert f'value="{colleague.username}"' in page.text
    assert not colleague.unit_roles.exists()


@pytest.mark.parametrize("change", ["email", "username", "is_active"])
def test_service_refuses_the_login_of_a_voter_once_frozen(
    secretary: User, frozen_round: Round, voter: User, change: str
) -> None:
    account, before = User.objects.get(pk=voter.pk), User.objects.get(pk=voter.pk)
    values = {"email": "khac@example.test", "username": "khac", "is_active": False}
    setattr(account, change, values[change])
    with pytest.raises(Refusal):
        change_account(account=account, actor=secretary, fields=[change])
    after = User.objects.get(pk=voter.pk)
    assert (after.username, after.email, after.is_active) == (before.username, before.email, True)


def test_the_fact_of_a_card_is_told_and_kept_during_a_vote(
    secretary: User, frozen_round: Round, voter: User, mailoutbox: list[EmailMessage]
) -> None:
    record_identity(account=voter, digits="204618", actor=secretary)
    assert "6 số cuối căn cước" in str(mailoutbox[0].body)
    with pytest.raises(Refusal):
        record_identity(account=voter, digits="111111", actor=secretary)
    assert is_identified(User.objects.get(pk=voter.pk), "001 190 204 618")


def test_a_secretary_cannot_block_the_own_account(client: Client, secretary: User) -> None:
    client.force_login(secretary)
    data = {"full_name": secretary.full_name, "username": secretary.username, "email": secretary.email}
    client.post(reverse("admin:officials_user_change", args=[secretary.pk]), data)
    assert User.objects.get(pk=secretary.pk).is_active
    secretary.is_active = False
    with pytest.raises(Refusal):
        change_account(account=secretary, actor=secretary, fields=["is_active"])


def test_what_others_wrote_after_the_account_was_read_stays(secretary: User, colleague: User) -> None:
    """An import reads its accounts long before it writes them; a new password and a block come between."""
    now = {"password": "!new", "is_active": False, "email": "moi@example.test", "identity_hash": "0" * 64}
    User.objects.filter(pk=colleague.pk).update(**now)
    colleague.full_name = "Lê Tên Mới"
    change_account(account=colleague, actor=secretary, fields=["full_name"])
    record_identity(account=colleague, digits="204618", actor=secretary)
    stored = User.objects.get(pk=colleague.pk)
    assert stored.full_name == "Lê Tên Mới"
    assert is_identified(stored, "204618")
    assert (stored.password, stored.is_active, stored.email) == ("!new", False, "moi@example.test")
