"""The page of a plan: who reads it, what its steps say, and the plans that units issue under it."""

import datetime
from typing import Any
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from approvals.models import ApprovalRequest
from officials.models import Unit, User
from rounds.models import Plan, PlanMeeting
from rounds.plan_selectors import chain_of, inherited
from rounds.services import planning
from tests.dossiers import PDF
from tests.roles import (
    announce,
    approved_plan,
    make_campaign,
    make_draft_round,
    make_plan,
    make_secretary,
    make_unit,
    rule_set,
)

pytestmark = pytest.mark.django_db
Stage = Plan.Stage
APPROVAL = {"approve-number": "12/KH-ĐV", "approve-date": "05/01/2026"}


@pytest.fixture
def below(unit: Unit) -> Unit:
    return make_unit("Chi cục Làng nghề", parent=unit)


def page(client: Client, user: User, plan: Plan) -> Any:
    client.force_login(user)
    return client.get(reverse("secretariat:plan", args=[plan.pk]))


def step(client: Client, user: User, plan: Plan, name: str, **sent: Any) -> Any:
    client.force_login(user)
    answer = client.post(reverse("secretariat:plan_step", args=[plan.pk, name]), sent)
    plan.refresh_from_db()
    return answer


def test_a_clerk_makes_a_plan(client: Client, secretary: User, unit: Unit) -> None:
    client.force_login(secretary)
    sent = {"unit": unit.pk, "subject": "Lấy phiếu", "rule_set": rule_set().pk}
    days = {"starts_on": "1/1/2026", "ends_on": "31/12/2026"}
    answer = client.post(reverse("admin:rounds_plan_add"), {**sent, **days})
    plan = Plan.objects.get()
    assert answer["Location"] == reverse("admin:rounds_plan_change", args=[plan.pk])
    assert "tự soi" in client.get(answer["Location"]).text


def test_a_plan_without_a_superior_one_says_what_it_needs(
    client: Client, secretary: User, unit: Unit
) -> None:
    client.force_login(secretary)
    answer = client.post(reverse("admin:rounds_plan_add"), {"unit": unit.pk, "subject": "Lấy phiếu"})
    assert answer.text.count("Kế hoạch không có kế hoạch cấp trên cần có mục này.") >= 3
    assert not Plan.objects.exists()


def test_its_life_on_the_page(client: Client, secretary: User, unit: Unit) -> None:
    plan = make_plan(unit)
    step(client, secretary, plan, "submit")
    assert plan.stage == Stage.SUBMITTED
    step(client, secretary, plan, "approve", **APPROVAL)
    assert (plan.stage, plan.number) == (Stage.APPROVED, "12/KH-ĐV")
    answer = step(client, secretary, plan, "amend", **{"amend-reason": "Đổi ngày"})
    assert answer["Location"] == reverse("admin:rounds_plan_change", args=[plan.pk])
    step(client, secretary, plan, "drop")
    step(client, secretary, plan, "finish")
    assert plan.stage == Stage.FINISHED


def test_a_fault_keeps_what_was_entered(client: Client, secretary: User, unit: Unit) -> None:
    plan = make_plan(unit)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    sent = {"approve-number": "12/KH-ĐV", "approve-date": f"{tomorrow:%d/%m/%Y}"}
    answer = step(client, secretary, plan, "approve", **sent)
    assert answer.status_code == 400
    assert "Ngày này chưa đến" in answer.text
    assert "12/KH-ĐV" in answer.text


def test_a_refusal_names_what_is_missing(client: Client, secretary: User, unit: Unit) -> None:
    plan = make_plan(unit)
    plan.meetings.all().delete()
    answer = step(client, secretary, plan, "approve", **APPROVAL)
    assert answer.status_code == 409
    assert "Kế hoạch chưa nêu hội nghị nào." in answer.text


def test_with_two_secretaries_the_other_one_confirms(client: Client, secretary: User, unit: Unit) -> None:
    make_secretary(unit)
    plan = make_plan(unit)
    step(client, secretary, plan, "approve", **APPROVAL)
    assert plan.stage == Stage.PREPARING
    asked = ApprovalRequest.objects.get(act="plan.approve")
    shown = {field: after for field, _before, after in asked.shown[0]["changes"]}
    assert shown["number"] == "12/KH-ĐV"
    assert "Đang chờ người duyệt" in page(client, secretary, plan).text


def test_the_signed_file_is_kept_once(client: Client, secretary: User, unit: Unit) -> None:
    plan = approved_plan(unit)
    sent = {"sign-file": SimpleUploadedFile("ke-hoach.pdf", PDF)}
    assert step(client, secretary, plan, "sign", **sent).status_code == 302
    answer = client.get(reverse("secretariat:signed_plan", args=[plan.pk, 1]))
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    again = {"sign-file": SimpleUploadedFile("ke-hoach.pdf", PDF)}
    assert step(client, secretary, plan, "sign", **again).status_code == 409


def test_the_signed_file_bears_the_day_here(client: Client, secretary: User, unit: Unit) -> None:
    plan = make_plan(unit)
    evening = datetime.datetime(2026, 1, 9, 17, 30, tzinfo=datetime.UTC)
    with mock.patch("rounds.services.planning.timezone.now", return_value=evening):
        planning.approve(plan=plan, number="12/KH-ĐV", date=None, actor=None)
    step(client, secretary, plan, "sign", **{"sign-file": SimpleUploadedFile("ke-hoach.pdf", PDF)})
    answer = client.get(reverse("secretariat:signed_plan", args=[plan.pk, 1]))
    assert "2026-01-10" in answer["Content-Disposition"]


def test_a_secretary_below_reads_an_approved_plan_only(client: Client, unit: Unit, below: Unit) -> None:
    clerk = make_secretary(below)
    assert page(client, clerk, make_plan(unit)).status_code == 404
    plan = approved_plan(unit)
    answer = page(client, clerk, plan)
    assert "Lập kế hoạch của Chi cục Làng nghề theo kế hoạch này" in answer.text
    assert step(client, clerk, plan, "amend", **{"amend-reason": "x"}).status_code == 404
    assert page(client, make_secretary(make_unit()), plan).status_code == 404


@pytest.mark.slow
def test_a_secretary_below_reads_the_version_in_force(client: Client, unit: Unit, below: Unit) -> None:
    plan = approved_plan(unit)
    announce(make_draft_round(unit, title="Hội nghị của cấp trên", campaign=make_campaign(unit, plan=plan)))
    planning.amend(plan=plan, reason="Lý do chưa duyệt", actor=None)
    plan.refresh_from_db()
    plan.purpose = "Mục đích chưa duyệt"
    planning.save_plan(plan=plan)
    planning.save_meeting(meeting=PlanMeeting(plan=plan, name="Hội nghị chưa duyệt"))
    own, shown = page(client, make_secretary(unit), plan).text, page(client, make_secretary(below), plan).text
    assert own.count("chưa duyệt") >= 3
    assert "Hội nghị của cấp trên" in own
    assert "chưa duyệt" not in shown
    assert "Hội nghị của cấp trên" not in shown


@pytest.mark.slow
def test_rounds_that_a_version_concerned_are_named_to_those_who_keep_them(
    client: Client, unit: Unit, below: Unit
) -> None:
    plan = approved_plan(unit)
    announce(make_draft_round(unit, title="Hội nghị của cấp trên", campaign=make_campaign(unit, plan=plan)))
    planning.amend(plan=plan, reason="Đổi", actor=None)
    plan.refresh_from_db()
    plan.purpose = "Mục đích khác"
    planning.save_plan(plan=plan)
    planning.approve(plan=plan, number="13/KH-ĐV", date=timezone.localdate(), actor=None)
    assert "Hội nghị của cấp trên" in page(client, make_secretary(unit), plan).text
    assert "Hội nghị của cấp trên" not in page(client, make_secretary(below), plan).text


def test_a_unit_issues_its_own_plan(client: Client, unit: Unit, below: Unit) -> None:
    superior, clerk = approved_plan(unit), make_secretary(below)
    client.force_login(clerk)
    sent = {"unit": below.pk, "superior": superior.pk, "subject": "Lấy phiếu tại Chi cục"}
    client.post(reverse("admin:rounds_plan_add"), sent)
    own = Plan.objects.get(superior=superior)
    held = inherited(chain_of(own))
    assert (held.rule_set, held.starts_on) == (superior.rule_set, superior.starts_on)
    assert held.texts["purpose"] == [(unit.name, superior.purpose)]
    step(client, clerk, own, "approve", **APPROVAL)
    assert own.stage == Stage.APPROVED


def test_a_unit_is_told_that_the_superior_plan_was_amended(client: Client, unit: Unit, below: Unit) -> None:
    superior = approved_plan(unit)
    own, clerk = approved_plan(below, "3/KH-CC", superior=superior), make_secretary(below)
    title = "Kế hoạch cấp trên đã được sửa đổi sau khi kế hoạch này được phê duyệt"
    text = page(client, clerk, own).text
    assert title not in text
    assert f"{unit.name} lập đợt lấy phiếu theo kế hoạch cấp trên" in text
    amend(superior, "13/KH-ĐV", "Kéo dài thời gian")
    text = " ".join(page(client, clerk, own).text.split())
    assert title in text
    assert f"13/KH-ĐV của {unit.name}" in text
    assert "Lý do: Kéo dài thời gian" in text
    amend(own, "4/KH-CC", "Theo kế hoạch cấp trên")
    assert title not in page(client, clerk, own).text


def amend(plan: Plan, number: str, reason: str) -> None:
    """Amend an approved plan."""
    changed = planning.amend(plan=plan, reason=reason, actor=None)
    changed.purpose = f"Mục đích theo {number}"
    planning.save_plan(plan=changed)
    planning.approve(plan=changed, number=number, date=timezone.localdate(), actor=None)


def test_the_superior_sees_who_has_issued_a_plan(
    client: Client, secretary: User, unit: Unit, below: Unit
) -> None:
    superior = approved_plan(unit)
    make_unit("Chi cục Dệt", parent=unit)
    approved_plan(below, "3/KH-CC", superior=superior)
    client.force_login(secretary)
    address = reverse("secretariat:units_of_plan", args=[superior.pk])
    assert "Kế hoạch số 3/KH-CC" in client.get(address).text
    lacking = client.get(address + "?state=lacking").text
    assert "Chi cục Dệt" in lacking
    assert "Chi cục Làng nghề" not in lacking


def test_a_unit_without_a_meeting_is_left_out(
    client: Client, secretary: User, unit: Unit, below: Unit
) -> None:
    plan = make_plan(unit)
    meeting = plan.meetings.get()
    client.force_login(secretary)
    sent = {"shown": [unit.pk, below.pk], f"{meeting.pk}-{unit.pk}": "on"}
    client.post(reverse("secretariat:units_of_plan", args=[plan.pk]), sent)
    assert list(meeting.left_out.all()) == [below]


def test_a_plan_stands_under_one_of_a_unit_above_only(client: Client, secretary: User, unit: Unit) -> None:
    client.force_login(secretary)
    other = make_unit(parent=unit)
    superior = approved_plan(unit)
    sent = {"unit": unit.pk, "superior": approved_plan(other, superior=superior).pk, "subject": "Lấy phiếu"}
    answer = client.post(reverse("admin:rounds_plan_add"), sent)
    assert "Kế hoạch cấp trên phải là kế hoạch của đơn vị cấp trên." in answer.text


def test_a_campaign_begins_with_what_the_plan_says(client: Client, secretary: User, unit: Unit) -> None:
    plan = approved_plan(unit)
    client.force_login(secretary)
    form: Any = client.get(f"{reverse('admin:rounds_campaign_add')}?plan={plan.pk}").context["adminform"].form
    assert form["plan"].value() == str(plan.pk)
    assert (form["unit"].value(), form["starts_on"].value()) == (unit.pk, plan.starts_on)
    assert form["name"].value() == f"Đợt lấy phiếu tín nhiệm năm {plan.starts_on:%Y}"
    assert client.get(f"{reverse('admin:rounds_campaign_add')}?plan=x").status_code == 200


def test_the_history_names_groups_in_words(client: Client, secretary: User, unit: Unit) -> None:
    plan = make_plan(unit)
    client.force_login(secretary)
    text = client.get(reverse("admin:rounds_plan_history", args=[plan.pk])).text
    assert "cấp ủy" in text.lower()
    assert "party_committee" not in text
