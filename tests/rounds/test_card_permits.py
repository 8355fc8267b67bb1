"""A login card after freezing takes two people; one permit serves for one card."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from approvals import services as approvals
from approvals.models import ApprovalRequest
from approvals.selectors import done_alone
from audit.models import Entry
from officials.models import Unit, User
from rounds.errors import RoundError
from rounds.models import CardPermit, LateCard, LoginCard, Round
from rounds.services.card_printing import give_card, give_cards
from tests.roles import DIGITS, lock_out, make_secretary
from tests.rounds.cards import allow

pytestmark = pytest.mark.django_db


@pytest.fixture
def lost(frozen_round: Round, voter: User) -> User:
    lock_out(voter)
    return User.objects.get(pk=voter.pk)


@pytest.fixture
def second(frozen_round: Round, unit: Unit) -> User:
    """The other secretary, who came after freezing."""
    return make_secretary(unit, "Đoàn Thị Duyệt")


def page_of(round_: Round) -> str:
    return reverse("secretariat:login_cards", args=[round_.pk])


@pytest.mark.slow
def test_card_waits_for_the_second_and_is_then_printed(
    client: Client, frozen_round: Round, secretary: User, second: User, lost: User
) -> None:
    client.force_login(secretary)
    path, chosen = page_of(frozen_round), {"people": [lost.pk]}
    assert client.post(path, chosen)["Location"] == path
    assert (LateCard.objects.count(), LoginCard.objects.count()) == (0, 0)
    assert "Đang chờ người duyệt" in client.get(path).text
    approvals.confirm(request_id=ApprovalRequest.objects.get().pk, actor=second)
    assert client.post(path, chosen)["Content-Type"] == "application/pdf"
    assert LateCard.objects.get().user == lost


@pytest.mark.slow
def test_page_of_the_account_asks_the_second_too(
    client: Client, secretary: User, second: User, lost: User
) -> None:
    client.force_login(secretary)
    path = reverse("admin:officials_user_login", args=[lost.pk])
    assert client.post(path, {"act": "card", "digits": ""})["Location"] == path
    assert not LoginCard.objects.exists()
    approvals.confirm(request_id=ApprovalRequest.objects.get().pk, actor=second)
    assert client.post(path, {"act": "card", "digits": ""})["Content-Type"] == "application/pdf"


def test_refused_by_the_second_no_card_is_printed(
    client: Client, frozen_round: Round, secretary: User, second: User, lost: User
) -> None:
    client.force_login(secretary)
    client.post(page_of(frozen_round), {"people": [lost.pk]})
    approvals.refuse(request_id=ApprovalRequest.objects.get().pk, actor=second, answer="Chưa gặp người này")
    with pytest.raises(RoundError, match="hai người"):
        give_cards(round_id=frozen_round.pk, actor=secretary, people=[lost.pk])


@pytest.mark.slow
def test_alone_in_the_unit_it_is_marked_as_done_alone(
    client: Client, frozen_round: Round, secretary: User, lost: User
) -> None:
    client.force_login(secretary)
    assert client.post(page_of(frozen_round), {"people": [lost.pk]})["Content-Type"] == "application/pdf"
    [request] = done_alone(frozen_round).filter(act="card.allow")
    assert (request.asked_by, request.shown[0]["name"]) == (secretary, str(lost))
    assert Entry.objects.filter(act="card.allow", subject_id=str(lost.pk)).exists()


@pytest.mark.slow
def test_permit_serves_for_one_card(frozen_round: Round, secretary: User, lost: User) -> None:
    allow(secretary, lost)
    give_card(account=lost, actor=secretary)
    with pytest.raises(RoundError, match="hai người"):
        give_card(account=lost, actor=secretary)
    allow(secretary, lost)
    give_card(account=lost, actor=secretary)
    assert [permit.printed_at is None for permit in CardPermit.objects.all()] == [False, False]


def test_database_refuses_a_late_card_without_permit(
    frozen_round: Round, secretary: User, lost: User
) -> None:
    with pytest.raises(IntegrityError, match="allowed first"), transaction.atomic():
        LateCard.objects.create(round=frozen_round, user=lost, printed_by=secretary)


def test_database_keeps_permits(frozen_round: Round, secretary: User, lost: User, head: User) -> None:
    allow(secretary, lost)
    found = CardPermit.objects.all()
    with pytest.raises(IntegrityError, match="used once and kept"), transaction.atomic():
        found.update(user=head)
    with pytest.raises(IntegrityError, match="used once and kept"), transaction.atomic():
        found.delete()
    give_card(account=lost, actor=secretary)
    with pytest.raises(IntegrityError, match="used once and kept"), transaction.atomic():
        found.update(printed_at=None)


def test_secretary_of_another_unit_gets_no_permit(
    frozen_round: Round, other_secretary: User, lost: User
) -> None:
    with pytest.raises(RoundError):
        approvals.take(act="card.allow", rows=[lost], actor=other_secretary)
    assert not CardPermit.objects.exists()


def test_card_before_freezing_takes_one_person(
    client: Client, draft_round: Round, secretary: User, voter: User, unit: Unit
) -> None:
    make_secretary(unit)
    lock_out(voter)
    client.force_login(secretary)
    path = reverse("admin:officials_user_login", args=[voter.pk])
    assert client.post(path, {"act": "card", "digits": DIGITS})["Content-Type"] == "application/pdf"
    assert not ApprovalRequest.objects.exists()
