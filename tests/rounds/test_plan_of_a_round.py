"""A round is held under the plan of its unit, or of the nearest unit above that issued one under the campaign's."""

import pytest
from django.test import Client
from django.urls import reverse

from officials.models import Unit
from rounds.models import Plan, PlanMeeting
from rounds.plan_selectors import meetings_for, plan_for, units_taking_part
from rounds.plan_shown import citations, plan_copy, shown_plan
from rounds.services import filing, planning
from tests.roles import (
    approved_plan,
    make_campaign,
    make_draft_round,
    make_official,
    make_plan,
    make_round,
    make_secretary,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def below(unit: Unit) -> Unit:
    return make_unit("Chi cục Làng nghề", parent=unit)


@pytest.fixture
def superior(unit: Unit) -> Plan:
    return approved_plan(unit)


def own_plan(superior: Plan, unit: Unit, **fields: str) -> Plan:
    return approved_plan(unit, "3/KH-CC", superior=superior, **fields)


def test_without_an_own_plan_the_superior_one_holds(superior: Plan, below: Unit) -> None:
    campaign = make_campaign(superior.unit, plan=superior)
    part = make_unit(parent=below)
    assert plan_for(campaign=campaign, unit_id=part.pk) == superior
    own = own_plan(superior, below)
    assert plan_for(campaign=campaign, unit_id=part.pk) == own
    assert plan_for(campaign=make_campaign(below, plan=None), unit_id=part.pk) is None


def test_a_plan_that_is_prepared_does_not_hold_yet(superior: Plan, below: Unit) -> None:
    campaign = make_campaign(superior.unit, plan=superior)
    make_plan(below, superior=superior)
    assert plan_for(campaign=campaign, unit_id=below.pk) == superior


def test_texts_of_the_unit_follow_those_above(superior: Plan, below: Unit) -> None:
    own_plan(superior, below, purpose="Riêng của Chi cục")
    round_ = make_round(below, campaign=make_campaign(superior.unit, plan=superior))
    shown = shown_plan(round_)
    assert shown is not None
    assert shown.sections[0].parts == (
        (superior.unit.name, superior.purpose),
        (below.name, "Riêng của Chi cục"),
    )
    assert len(shown.sections[1].parts) == 1


def test_documents_cite_both_plans_and_amendments(superior: Plan, below: Unit) -> None:
    own_plan(superior, below)
    planning.amend(plan=superior, reason="Sửa", actor=None)
    superior.refresh_from_db()
    superior.purpose = "Mới"
    planning.save_plan(plan=superior)
    planning.approve(plan=superior, number="20/KH-ĐV", date=superior.date, actor=None)
    round_ = make_round(below, campaign=make_campaign(superior.unit, plan=superior))
    first, second = citations(plan_copy(round_))
    assert first.startswith("Kế hoạch số 12/KH-ĐV ngày 10 tháng 01 năm ")
    assert f"của {superior.unit} về việc lấy phiếu tín nhiệm đối với" in first
    assert "(được sửa đổi, bổ sung bởi Kế hoạch số 20/KH-ĐV ngày 10 tháng 01" in first
    assert second.startswith("Kế hoạch số 3/KH-CC")


def test_meetings_are_those_of_the_own_plan_or_of_the_superior_one(superior: Plan, below: Unit) -> None:
    campaign = make_campaign(superior.unit, plan=superior)
    [meeting] = meetings_for(campaign=campaign, unit_id=below.pk)
    assert (meeting.plan, meeting.voted_on) == (superior, ("leadership",))
    own = make_plan(below, superior=superior)
    for name in ("Hội nghị Chi bộ", "Hội nghị cán bộ chủ chốt"):
        groups = {"summoned": ["leadership"], "voted_on": ["leadership"]}
        planning.save_meeting(meeting=PlanMeeting(plan=own, name=name, **groups))
    planning.approve(plan=own, number="3/KH-CC", date=None, actor=None)
    found = meetings_for(campaign=campaign, unit_id=below.pk)
    assert [one.name for one in found] == ["Hội nghị Chi bộ", "Hội nghị cán bộ chủ chốt"]


def test_a_meeting_is_held_by_the_units_that_are_asked(unit: Unit, below: Unit) -> None:
    plan, other = make_plan(unit), make_unit(parent=unit)
    meeting = plan.meetings.get()
    meeting.held_by = PlanMeeting.HeldBy.BELOW
    planning.save_meeting(meeting=meeting)
    planning.set_holders(meeting=meeting, shown=[below.pk, other.pk], holding=[below.pk])
    assert list(units_taking_part(plan)) == [below]
    planning.approve(plan=plan, number="1/KH", date=None, actor=None)
    campaign = make_campaign(unit, plan=plan)
    asked = [bool(meetings_for(campaign=campaign, unit_id=one.pk)) for one in (unit, below, other)]
    assert asked == [False, True, False]


def test_officials_read_the_plan_beside_their_dossier(client: Client) -> None:
    unit = make_unit(authority=make_unit())
    user = make_user(unit=unit)
    official = make_official(unit, user=user)
    round_ = make_draft_round(unit, officials=[official])
    filing.ask_for_dossiers(campaign=round_.campaign, officials=[official.pk], actor=make_secretary(unit))
    client.force_login(user)
    page = client.get(reverse("rounds:dossier", args=[round_.lines.get().dossier_id]))
    assert "Nghiêm cấm làm sai lệch" in page.text
