"""Pages of requests for a second person: who reads what, and the answers."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals import services
from approvals.models import ApprovalRequest
from officials.models import Unit, User
from rounds.models import Round
from tests.roles import make_draft_round, make_secretary, make_unit, make_user

pytestmark = pytest.mark.django_db
LIST = "/approvals/"
WHY = {"reason": "Họp đột xuất"}


@pytest.fixture
def second(unit: Unit) -> User:
    return make_secretary(unit, "Đoàn Thị Duyệt")


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def freeze_at_desk(user: User, round_: Round) -> Any:
    address = reverse("secretariat:desk_move", args=[round_.pk])
    return as_(user).post(address, {"action": "freeze", **WHY}, follow=True)


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.slow
def test_desk_says_that_it_waits(secretary: User, second: User, draft_round: Round) -> None:
    confirm = reverse("secretariat:desk_confirm", args=[draft_round.pk, "freeze"])
    assert "Việc này cần hai người" in text(as_(secretary).get(confirm))
    shown = text(freeze_at_desk(secretary, draft_round))
    assert "Đang chờ người duyệt" in shown
    assert confirm not in shown


@pytest.mark.slow
def test_second_sees_and_confirms(secretary: User, second: User, draft_round: Round) -> None:
    freeze_at_desk(secretary, draft_round)
    request = ApprovalRequest.objects.get()
    assert "1 đề nghị chờ ông/bà duyệt" in text(as_(second).get("/"))
    page = text(as_(second).get(f"{LIST}{request.pk}/"))
    assert "Nguyễn Văn Bình" in page
    assert f"{LIST}{request.pk}/confirm" in page
    answer = as_(second).post(f"{LIST}{request.pk}/confirm", follow=True)
    assert "đã được thực hiện" in text(answer)
    assert not Round.objects.get().is_draft


@pytest.mark.slow
def test_requester_may_only_withdraw(secretary: User, second: User, draft_round: Round) -> None:
    freeze_at_desk(secretary, draft_round)
    page = f"{LIST}{ApprovalRequest.objects.get().pk}/"
    assert f"{page}confirm" not in text(as_(secretary).get(page))
    refused = as_(secretary).post(f"{page}confirm")
    assert (refused.status_code, Round.objects.get().is_draft) == (409, True)
    assert "tự đề nghị" in text(refused)
    as_(secretary).post(f"{page}withdraw")
    assert ApprovalRequest.objects.get().state == "withdrawn"


@pytest.mark.slow
def test_second_refuses_with_a_reason_only(secretary: User, second: User, draft_round: Round) -> None:
    freeze_at_desk(secretary, draft_round)
    page = f"{LIST}{ApprovalRequest.objects.get().pk}/"
    assert as_(second).post(f"{page}refuse", {"answer": " "}).status_code == 400
    as_(second).post(f"{page}refuse", {"answer": "Thiếu người"})
    assert "Thiếu người" in text(as_(secretary).get(page))


def test_cancelling_waits_too(secretary: User, second: User, frozen_round: Round) -> None:
    address = reverse("secretariat:desk_cancel", args=[frozen_round.pk])
    as_(secretary).post(address, {"reason": "Hoãn", "title": frozen_round.title})
    request = ApprovalRequest.objects.get()
    assert (request.act, request.reason, Round.objects.get().is_void) == ("round.cancel", "Hoãn", False)
    as_(second).post(f"{LIST}{request.pk}/confirm")
    assert Round.objects.get().cancel_reason == "Hoãn"


@pytest.mark.slow
def test_freezing_in_the_administration_waits(secretary: User, second: User, draft_round: Round) -> None:
    address = reverse("admin:rounds_round_freeze", args=[draft_round.pk])
    answer = as_(secretary).post(address, WHY, follow=True)
    assert Round.objects.get().is_draft
    assert "Đang chờ người duyệt" in text(answer)


def test_one_secretary_freezes_at_once(secretary: User, draft_round: Round) -> None:
    freeze_at_desk(secretary, draft_round)
    assert not Round.objects.get().is_draft
    assert ApprovalRequest.objects.get().state == "alone"


@pytest.mark.slow
def test_others_find_nothing(
    secretary: User, second: User, draft_round: Round, other_secretary: User, voter: User
) -> None:
    freeze_at_desk(secretary, draft_round)
    page = f"{LIST}{ApprovalRequest.objects.get().pk}/"
    assert [as_(one).get(page).status_code for one in (other_secretary, voter)] == [404, 404]
    assert draft_round.title not in text(as_(other_secretary).get(LIST))
    assert as_(voter).get(LIST).status_code == 404


@pytest.mark.slow
def test_several_rounds_are_frozen_by_one_request(secretary: User, second: User, unit: Unit) -> None:
    rounds = [make_draft_round(make_unit(parent=unit, authority=unit)) for _number in range(2)]
    page = as_(secretary).get("/approvals/freeze/")
    assert all(round_.title in text(page) for round_ in rounds)
    as_(secretary).post("/approvals/freeze/", {"rounds": [str(round_.pk) for round_ in rounds], **WHY})
    request = ApprovalRequest.objects.get()
    shown = text(as_(second).get(f"{LIST}{request.pk}/"))
    assert all(round_.title in shown for round_ in rounds)
    as_(second).post(f"{LIST}{request.pk}/confirm")
    assert not any(round_.is_draft for round_ in Round.objects.all())


@pytest.mark.slow
def test_incomplete_draft_is_named_and_nothing_asked(secretary: User, unit: Unit) -> None:
    rounds = [make_draft_round(make_unit(parent=unit, authority=unit), members=n) for n in (1, 0)]
    answer = as_(secretary).post(
        "/approvals/freeze/", {"rounds": [str(round_.pk) for round_ in rounds], **WHY}
    )
    assert (answer.status_code, ApprovalRequest.objects.count()) == (409, 0)
    [left] = answer.context["left"]
    assert (left["round"], left["title"]) == (str(rounds[1].pk), rounds[1].title)
    assert left["lacks"]
    assert answer.context["form"]["rounds"].value() == [str(rounds[0].pk)]
    assert "Bấm lại để thực hiện với các hội nghị còn lại" in text(answer)
    alone = as_(secretary).post("/approvals/freeze/", {"rounds": [str(rounds[1].pk)], **WHY})
    assert "Bấm lại" not in text(alone)  # there are no others
    assert "Xin hoàn thiện các hội nghị này trước." in text(alone)


def test_nothing_ticked_freezes_nothing(secretary: User, voter: User, draft_round: Round) -> None:
    assert as_(secretary).post("/approvals/freeze/").status_code == 400
    assert as_(voter).get("/approvals/freeze/").status_code == 404


def cost(client: Client) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(LIST)
    return len(asked), len(answer.content)


@pytest.mark.slow
def test_list_does_not_grow(secretary: User, second: User, unit: Unit) -> None:
    client, costs = as_(second), []
    for number in (25, 25):
        for _number in range(number):
            person = make_user(unit=unit)
            values = {"unit": unit.pk, "role": "secretariat"}
            services.take(act="role.give", rows=[person], actor=secretary, values=values)
        costs.append(cost(client))
    (few, small), (many, large) = costs
    assert many == few
    assert large <= 1.1 * small
