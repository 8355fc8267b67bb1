"""Roles, publishing, and logins during a vote wait for a second person too."""

import functools
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from approvals import selectors, services
from approvals.models import ApprovalRequest
from common.refusals import Refusal
from officials.models import Unit, UnitRole, User
from results.models import Publication
from rounds.models import Round
from rounds.services import configuring, moves
from tests.results.factories import certify, make_documents
from tests.roles import make_secretary, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(unit: Unit) -> User:
    return make_secretary(unit, "Đoàn Thị Duyệt")


def post(user: User, address: str, data: dict[str, Any]) -> Any:
    client = Client()
    client.force_login(user)
    return client.post(address, data, follow=True)


def give_role(actor: User, person: User, unit: Unit) -> Any:
    data = {"user": f"{person.full_name} · {person.username}", "unit": unit.pk, "role": "secretariat"}
    return post(actor, reverse("admin:officials_unitrole_add"), data)


@pytest.mark.slow
def test_role_waits_for_a_second_person(secretary: User, second: User, unit: Unit) -> None:
    person = make_user("Lê Người Mới", unit=unit)
    answer = give_role(secretary, person, unit)
    assert "người khác duyệt" in answer.content.decode() or "duyệt bằng" in answer.content.decode()
    assert not person.unit_roles.exists()
    request = ApprovalRequest.objects.get()
    assert [one["changes"] for one in request.shown] == [
        [["roles", "", "bộ phận giúp việc, Cục Công Thương địa phương"]]
    ]
    services.confirm(request_id=request.pk, actor=second)
    assert person.unit_roles.get().role == "secretariat"


@pytest.mark.slow
def test_asking_enqueues_nothing_for_the_person(
    secretary: User, second: User, unit: Unit, django_capture_on_commit_callbacks: Any
) -> None:
    """The act is tried to show what it changes; the mail about the role waits, and only the second is told."""
    person = make_user("Lê Người Mới", unit=unit)
    with django_capture_on_commit_callbacks() as enqueued:
        give_role(secretary, person, unit)
    assert (len(enqueued), mails_about_the_account(enqueued)) == (1, 0)
    with django_capture_on_commit_callbacks() as enqueued:
        services.confirm(request_id=ApprovalRequest.objects.get().pk, actor=second)
    assert mails_about_the_account(enqueued) == 1


def mails_about_the_account(enqueued: list[Any]) -> int:
    """Count what is no look for notices that are due."""
    return sum(isinstance(one, functools.partial) for one in enqueued)


def test_only_secretary_gives_a_role_at_once(secretary: User, unit: Unit) -> None:
    person = make_user("Lê Người Mới", unit=unit)
    assert give_role(secretary, person, unit).status_code == 200
    assert person.unit_roles.exists()
    assert ApprovalRequest.objects.get().state == "alone"


def test_role_given_meanwhile_is_not_given_twice(secretary: User, second: User, unit: Unit) -> None:
    person = make_user("Lê Người Mới", unit=unit)
    give_role(secretary, person, unit)
    UnitRole.objects.create(user=person, unit=unit, role="secretariat")
    with pytest.raises(Refusal, match="đã thay đổi"):
        services.confirm(request_id=ApprovalRequest.objects.get().pk, actor=second)


def page_of(reader: User, address: str) -> str:
    client = Client()
    client.force_login(reader)
    return client.get(address).text


def publish(actor: User, round_: Round) -> ApprovalRequest | None:
    address = reverse("secretariat:desk_move", args=[round_.pk])
    assert post(actor, address, {"action": "publish"}).status_code == 200
    return ApprovalRequest.objects.filter(act="round.publish").first()


@pytest.mark.slow
@pytest.mark.parametrize("scope", ["internal", "public"])
def test_publishing_beyond_the_meeting_waits(
    secretary: User, second: User, draft_round: Round, scope: str
) -> None:
    round_ = certified(draft_round, scope)
    request = publish(secretary, round_)
    assert request is not None
    assert not Publication.objects.exists()
    desk = page_of(secretary, reverse("secretariat:desk", args=[round_.pk]))
    assert "Đang chờ người duyệt" in desk
    assert "xác nhận số liệu trên trang riêng" not in desk  # that is done
    services.confirm(request_id=request.pk, actor=second)
    assert Publication.objects.get().scope == scope


@pytest.mark.slow
def test_publishing_to_the_meeting_does_not_wait(secretary: User, second: User, draft_round: Round) -> None:
    assert publish(secretary, certified(draft_round, "meeting")) is None
    assert Publication.objects.exists()


def certified(round_: Round, scope: str) -> Round:
    """Return the round, certified and with its documents, to be published in `scope`."""
    round_.scope = scope
    configuring.save_round(round_=round_)
    certify(moves.freeze_round(round_id=round_.pk, actor=None))
    make_documents(round_)
    return round_


def change_email(actor: User, person: User, email: str) -> Any:
    data = {"full_name": person.full_name, "username": person.username, "email": email, "is_active": "on"}
    return post(actor, reverse("admin:officials_user_change", args=[person.pk]), data)


@pytest.mark.slow
def test_address_of_a_voter_waits(secretary: User, second: User, voter: User, frozen_round: Round) -> None:
    change_email(secretary, voter, "moi@example.test")
    voter.refresh_from_db()
    assert voter.email == "nguoighiphieu1@example.test"
    request = ApprovalRequest.objects.get()
    [shown] = request.shown
    assert shown["changes"] == [["email", "nguoighiphieu1@example.test", "moi@example.test"]]
    assert list(selectors.about(frozen_round)) == [request]
    services.confirm(request_id=request.pk, actor=second)
    voter.refresh_from_db()
    assert voter.email == "moi@example.test"


def test_only_secretary_cannot_change_the_address_of_a_voter(
    secretary: User, voter: User, frozen_round: Round
) -> None:
    change_email(secretary, voter, "moi@example.test")
    voter.refresh_from_db()
    assert voter.email == "nguoighiphieu1@example.test"
    assert not ApprovalRequest.objects.exists()


def test_keeper_alone_is_marked(voter: User, frozen_round: Round) -> None:
    keeper = make_user("Quản Trị", is_superuser=True, is_staff=True)
    change_email(keeper, voter, "moi@example.test")
    voter.refresh_from_db()
    assert voter.email == "moi@example.test"
    assert [one.asked_by for one in selectors.done_alone(frozen_round)] == [keeper]
