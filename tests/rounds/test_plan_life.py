"""A plan is prepared, submitted, approved, amended and finished; each version is kept as it was approved."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from officials.models import Unit, User
from rounds.errors import PlanRefused
from rounds.models import Plan, PlanVersion, Round
from rounds.plan_selectors import latest
from rounds.services import moves, planning, rules
from tests.roles import (
    announce,
    approved_plan,
    make_campaign,
    make_draft_round,
    make_frozen_round,
    make_plan,
    make_unit,
)

pytestmark = pytest.mark.django_db
Stage = Plan.Stage
DAY = datetime.date(2026, 3, 5)


@pytest.fixture
def plan(unit: Unit) -> Plan:
    return make_plan(unit)


def amended(plan: Plan, **fields: str) -> PlanVersion:
    planning.amend(plan=plan, reason="Đổi thời gian", actor=None)
    plan.refresh_from_db()
    for name, value in fields.items():
        setattr(plan, name, value)
    planning.save_plan(plan=plan)
    return planning.approve(plan=plan, number="20/KH-ĐV", date=DAY, actor=None)


def test_a_new_plan_has_the_supplied_texts_and_a_meeting(plan: Plan) -> None:
    assert "tự soi, tự sửa" in plan.purpose
    assert "tập trung dân chủ" in plan.principles
    assert "làm sai lệch mức độ tín nhiệm" in plan.prohibited
    assert "Chậm nhất 20 ngày" in plan.schedule
    assert plan.meetings.get().voted_on == ["leadership"]


def test_it_is_submitted_given_back_and_approved(plan: Plan, secretary: User) -> None:
    planning.submit(plan=plan, actor=secretary)
    plan = planning.give_back(plan=plan, reason="Thiếu ngày", actor=secretary)
    assert plan.stage == Stage.PREPARING
    planning.submit(plan=plan, actor=secretary)
    version = planning.approve(plan=plan, number=" 12/KH-ĐV ", date=DAY, actor=secretary)
    plan.refresh_from_db()
    assert (plan.stage, plan.number, plan.date) == (Stage.APPROVED, "12/KH-ĐV", DAY)
    assert (version.index, version.content["purpose"]) == (1, plan.purpose)


def test_what_is_missing_is_named(plan: Plan) -> None:
    plan.principles = ""
    planning.save_plan(plan=plan)
    plan.meetings.all().delete()
    with pytest.raises(PlanRefused) as refusal:
        planning.submit(plan=plan, actor=None)
    assert [str(one.message) for one in refusal.value.missing] == [
        "Văn bản “nguyên tắc” còn trống.",
        "Kế hoạch chưa nêu hội nghị nào.",
    ]


def test_a_submitted_plan_does_not_change(plan: Plan) -> None:
    planning.submit(plan=plan, actor=None)
    plan.refresh_from_db()
    with pytest.raises(PlanRefused):
        planning.save_plan(plan=plan)
    for rows, change in ((Plan.objects, {"subject": "Khác"}), (plan.meetings, {"name": "Khác"})):
        with pytest.raises(IntegrityError, match="is settled"), transaction.atomic():
            rows.update(**change)


def test_an_amendment_is_a_version_that_lists_what_changed(plan: Plan) -> None:
    plan = approved_plan(plan.unit)
    version = amended(plan, schedule="Tháng 10")
    plan.refresh_from_db()
    assert (version.index, version.reason, plan.number) == (2, "Đổi thời gian", "12/KH-ĐV")
    [[name, before, after]] = version.changes
    assert (name, after) == ("schedule", "Tháng 10")
    assert "Chậm nhất 20 ngày" in before


def test_the_version_in_force_holds_until_the_amendment_is_approved(unit: Unit) -> None:
    plan = approved_plan(unit)
    planning.amend(plan=plan, reason="Sửa", actor=None)
    plan.refresh_from_db()
    plan.purpose = "Mới"
    planning.save_plan(plan=plan)
    kept = latest(plan)
    assert kept is not None
    assert "tự soi" in kept.content["purpose"]


def test_a_dropped_amendment_leaves_the_plan_as_it_was(unit: Unit) -> None:
    plan = approved_plan(unit)
    planning.amend(plan=plan, reason="Sửa", actor=None)
    plan.refresh_from_db()
    before = plan.purpose
    plan.purpose = "Mới"
    planning.save_plan(plan=plan)
    plan.meetings.all().delete()
    plan = planning.drop_amendment(plan=plan, actor=None)
    plan.refresh_from_db()
    assert (plan.stage, plan.purpose, plan.reason) == (Stage.APPROVED, before, "")
    assert plan.meetings.count() == 1


def test_an_amendment_without_a_change_is_refused(unit: Unit) -> None:
    plan = approved_plan(unit)
    planning.amend(plan=plan, reason="Sửa", actor=None)
    with pytest.raises(PlanRefused, match="Không có gì khác"):
        planning.approve(plan=plan, number="20/KH-ĐV", date=DAY, actor=None)


def test_an_amendment_names_the_rounds_that_people_know_of(frozen_round: Round) -> None:
    plan = frozen_round.campaign.plan
    assert plan is not None
    version = amended(plan, purpose="Mới")
    assert version.concerned == [f"{frozen_round.title} ({frozen_round.unit})"]


def test_an_announced_round_takes_the_version_in_force_when_it_is_frozen() -> None:
    round_ = announce(make_draft_round())
    plan = round_.campaign.plan
    assert plan is not None
    assert amended(plan, purpose="Mới").concerned == [f"{round_.title} ({round_.unit})"]
    frozen = moves.freeze_round(round_id=round_.pk, actor=None)
    assert frozen.plan_copy is not None
    assert frozen.plan_copy["texts"]["purpose"][0][1] == "Mới"


def test_a_plan_is_finished_after_its_rounds(frozen_round: Round) -> None:
    plan = frozen_round.campaign.plan
    assert plan is not None
    with pytest.raises(PlanRefused, match="1 hội nghị"):
        planning.finish(plan=plan, actor=None)
    other = planning.finish(plan=approved_plan(make_unit()), actor=None)
    assert other.stage == Stage.FINISHED
    assert planning.reopen(plan=other, reason="Còn đơn vị", actor=None).stage == Stage.APPROVED


def test_a_version_is_kept_for_good(unit: Unit) -> None:
    approved_plan(unit)
    for change in (lambda: PlanVersion.objects.update(number="1"), PlanVersion.objects.all().delete):
        with pytest.raises(IntegrityError, match="is kept"), transaction.atomic():
            change()


def test_the_database_refuses_a_leap(plan: Plan) -> None:
    for stage in (Stage.APPROVED, Stage.FINISHED, Stage.AMENDING):
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.filter(pk=plan.pk).update(stage=stage)


def test_a_campaign_is_held_under_a_plan_of_its_unit_or_above(unit: Unit) -> None:
    below = make_unit(parent=unit)
    plan = approved_plan(unit)
    assert make_campaign(below, plan=plan).plan == plan
    campaign = make_campaign(make_unit(), plan=None)
    campaign.plan = plan
    with pytest.raises(IntegrityError, match="not under a plan"):
        rules.save_rules(row=campaign)


def test_a_frozen_round_keeps_its_plan() -> None:
    round_ = make_frozen_round()
    amended(round_.campaign.plan, purpose="Mới")  # type: ignore[arg-type]
    round_.refresh_from_db()
    assert round_.plan_copy is not None
    assert "tự soi" in str(round_.plan_copy["texts"]["purpose"])
    with pytest.raises(IntegrityError, match="frozen"):
        Round.objects.filter(pk=round_.pk).update(plan_copy={})
