"""The page on which the document of a plan is asked for, waited for and saved; it needs no script."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import Unit
from rounds.models import Plan, PlanDocument
from rounds.services import plan_making
from tests.roles import approved_plan, make_official, make_secretary, make_unit

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def plan(unit: Unit) -> Plan:
    return approved_plan(unit)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_making, "_renderer", lambda _ending: lambda _paper, _dated: b"%PDF-1.7")


def making(plan: Plan) -> str:
    return reverse("secretariat:plan_making", args=[plan.pk, "pdf"])


def document(plan: Plan) -> str:
    return reverse("secretariat:plan_document", args=[plan.pk, "pdf"])


def at_work(desk: Client, plan: Plan) -> Any:
    return desk.get(reverse("secretariat:plan_making_status", args=[plan.pk, "pdf"])).json()["at_work"]


def make(plan: Plan) -> None:
    plan_making.make(document_id=PlanDocument.objects.get(plan=plan).pk)


@pytest.mark.slow
def test_the_page_waits_and_then_gives_the_file(desk: Client, plan: Plan) -> None:
    assert making(plan) in desk.get(reverse("secretariat:plan", args=[plan.pk])).text
    assert desk.post(making(plan)).headers["location"] == making(plan)
    waiting = desk.get(making(plan), headers=ENGLISH).text
    assert "The document is being made" in waiting
    assert at_work(desk, plan) is True
    make(plan)
    assert at_work(desk, plan) is False
    assert document(plan) in desk.get(making(plan)).text


def test_a_document_that_is_there_is_sent_at_once(desk: Client, plan: Plan) -> None:
    desk.post(making(plan))
    make(plan)
    assert desk.post(making(plan)).headers["location"] == document(plan)
    answer: Any = desk.get(document(plan))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7"
    assert "ke-hoach-lay-phieu-tin-nhiem_cuc-cong-thuong" in answer["Content-Disposition"]


def test_looking_makes_nothing(desk: Client, plan: Plan) -> None:
    assert desk.get(document(plan)).headers["location"] == making(plan)
    assert "The document was not made yet." in desk.get(making(plan), headers=ENGLISH).text
    assert not PlanDocument.objects.exists()


def test_a_plan_that_changed_since_is_said(desk: Client, plan: Plan, unit: Unit) -> None:
    desk.post(making(plan))
    make(plan)
    make_official(unit, "Trần Thị An")
    assert "What the plan says has changed" in desk.get(making(plan), headers=ENGLISH).text
    assert desk.post(making(plan)).headers["location"] == making(plan)


def test_a_failure_says_what_to_do(desk: Client, plan: Plan) -> None:
    desk.post(making(plan))
    PlanDocument.objects.update(wanted="", trouble="disk")
    text = desk.get(making(plan), headers=ENGLISH).text
    assert "There is no space on the computer that makes documents." in text
    assert "Try again" in text


def test_the_annex_is_for_those_who_lead_the_plan(client: Client, plan: Plan, unit: Unit) -> None:
    client.force_login(make_secretary(make_unit(parent=unit)))
    for address in (making(plan), document(plan)):
        assert client.get(address).status_code == 404
    assert client.post(making(plan)).status_code == 404
