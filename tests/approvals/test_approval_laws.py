"""The database refuses the same changes as the services, also from a program that does not use them."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from approvals import services
from approvals.errors import ApprovalRefused
from approvals.models import ApprovalObject, ApprovalRequest
from officials.models import Unit, User
from rounds.models import Round
from tests.approvals.asking import ask_to_freeze, come_to_end

pytestmark = pytest.mark.django_db


def change(request: ApprovalRequest, **fields: Any) -> str:
    """Return the name of the constraint that refuses a change of the row, or ""."""
    try:
        with transaction.atomic():
            ApprovalRequest.objects.filter(pk=request.pk).update(**fields)
    except IntegrityError as error:
        return str(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]
    return ""


def decided(state: str, by: User | None) -> dict[str, Any]:
    return {"state": state, "decided_by": by, "decided_at": timezone.now()}


def test_requester_is_not_the_second(secretary: User, second: User, draft_round: Round) -> None:
    request = ask_to_freeze(secretary, draft_round)
    assert change(request, **decided("confirmed", secretary)) == "approval_second_is_another"
    assert change(request, **decided("confirmed", None)) == "approval_second_is_another"
    assert change(request, **decided("withdrawn", second)) == "approval_withdrawn_by_its_author"


def test_decided_once(secretary: User, second: User, draft_round: Round) -> None:
    request = ask_to_freeze(secretary, draft_round)
    services.refuse(request_id=request.pk, actor=second, answer="Chưa đủ")
    assert change(request, **decided("confirmed", second)) == "approval_decided_once"
    assert change(request, state="waiting", decided_by=None, decided_at=None) == "approval_decided_once"


def test_confirmed_only_in_its_time(secretary: User, second: User, draft_round: Round) -> None:
    request = ask_to_freeze(secretary, draft_round)
    assert change(request, **decided("expired", None)) == "approval_in_its_time"
    come_to_end(request)
    assert change(request, **decided("confirmed", second)) == "approval_in_its_time"


@pytest.mark.parametrize("name", ["values", "shown", "fingerprint", "reason", "act"])
def test_what_was_asked_stays(secretary: User, second: User, draft_round: Round, name: str) -> None:
    request = ask_to_freeze(secretary, draft_round)
    other = {"values": {"a": "b"}, "shown": []}.get(name, "khác")
    fields = {**decided("confirmed", second), name: other}
    assert change(request, **fields) == "approval_stays_as_asked"


def test_requests_are_kept_and_protect_what_they_name(
    secretary: User, second: User, draft_round: Round
) -> None:
    request = ask_to_freeze(secretary, draft_round)
    for rows, law in (
        (ApprovalObject.objects.all(), "approval_stays_as_asked"),
        (ApprovalRequest.objects.filter(pk=request.pk), "approval_is_kept"),
        (Round.objects.filter(pk=draft_round.pk), "approval_protects"),
    ):
        with pytest.raises(IntegrityError, match=r"request") as error, transaction.atomic():
            rows._raw_delete(rows.db)
        assert error.value.__cause__.diag.constraint_name == law  # type: ignore[union-attr]


def test_request_of_a_former_release_can_be_ended(secretary: User, second: User, unit: Unit) -> None:
    """An act that no room adds any longer is not done, and does not stop others from being asked for."""
    former = ApprovalRequest(act="round.former", asked_by=secretary, ends_at=timezone.now() + services.LASTS)
    former.save(force_insert=True)
    ApprovalObject.objects.create(
        request=former, act=former.act, table="rounds_round", row=str(former.pk), unit=unit
    )
    with pytest.raises(ApprovalRefused):
        services.confirm(request_id=former.pk, actor=second)
    come_to_end(former)
    assert services.expire_due() == 1


def test_begins_waiting(secretary: User, second: User) -> None:
    request = ApprovalRequest(act="round.freeze", asked_by=secretary, **decided("confirmed", second))
    request.ends_at = timezone.now() + services.LASTS
    with pytest.raises(IntegrityError, match="begins waiting"), transaction.atomic():
        request.save(force_insert=True)
