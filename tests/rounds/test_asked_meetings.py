"""The meetings asked of many units at once are those that `meetings_for` gives for each of them."""

import pytest

from officials.models import Unit
from rounds.models import Campaign, GroupKind, Plan, PlanMeeting
from rounds.plan_selectors import meetings_for
from rounds.proposals.meetings import USUAL, meetings_of
from rounds.services import planning
from tests.batches import created, names_on_ballot, prepared, round_of, small_ministry
from tests.roles import make_campaign, make_plan, make_unit

pytestmark = pytest.mark.django_db


def tree() -> list[Unit]:
    top = make_unit("Bộ")
    parts = [make_unit(f"Cục {number}", parent=top) for number in range(3)]
    return [top, *parts, make_unit("Phòng", parent=parts[0]), make_unit("Tổ", parent=parts[1])]


def asked(plan: Plan, name: str, **fields: object) -> PlanMeeting:
    values = {"summoned": [GroupKind.LEADERSHIP], "voted_on": [GroupKind.LEADERSHIP], **fields}
    return PlanMeeting.objects.create(plan=plan, name=name, position=9, **values)


def names(campaign: Campaign, units: list[Unit]) -> dict[str, list[str]]:
    found = meetings_of(campaign, [unit.pk for unit in units])
    return {unit.name: [meeting.name for meeting in found[unit.pk]] for unit in units}


def test_without_a_plan_each_unit_holds_the_usual_meeting() -> None:
    units = tree()
    campaign = make_campaign(units[0], plan=None)
    assert names(campaign, units) == {unit.name: [USUAL] for unit in units}


def test_the_same_meetings_as_for_one_unit() -> None:
    units = tree()
    plan = make_plan(units[0])
    asked(plan, "Của cấp trên", held_by="own")
    left_out = asked(plan, "Của cấp dưới", held_by="below")
    left_out.left_out.add(units[3])
    planning.approve(plan=plan, number="1/KH", date=None, actor=None)
    own = make_plan(units[1], superior=plan)
    asked(own, "Riêng của Cục 0")
    planning.approve(plan=own, number="2/KH", date=None, actor=None)
    empty = make_plan(units[2], superior=plan)
    planning.approve(plan=empty, number="3/KH", date=None, actor=None)
    campaign = make_campaign(units[0], plan=plan)
    one_by_one = {
        unit.name: [meeting.name for meeting in meetings_for(campaign=campaign, unit_id=unit.pk)]
        for unit in units
    }
    assert names(campaign, units) == one_by_one
    assert "Riêng của Cục 0" in one_by_one["Phòng"]
    assert "Của cấp dưới" not in one_by_one["Cục 2"]


def test_groups_and_day_come_from_the_plan() -> None:
    made = small_ministry(parts=1)
    plan = made.campaign.plan
    assert plan
    (meeting,) = meetings_of(made.campaign, [made.parts[0].pk])[made.parts[0].pk]
    (one,) = meetings_for(campaign=made.campaign, unit_id=made.parts[0].pk)
    assert (meeting.summoned, meeting.voted_on) == (one.summoned, one.voted_on)


def test_a_meeting_about_the_leadership_leaves_out_the_party_committee() -> None:
    made = small_ministry(parts=1)
    plan = make_plan(made.top)
    plan.meetings.update(voted_on=[GroupKind.LEADERSHIP], name="Về lãnh đạo")
    planning.approve(plan=plan, number="1/KH", date=None, actor=None)
    made.campaign.plan = plan
    made.campaign.save()
    created(made)
    round_ = round_of(made, made.parts[0])
    assert len(names_on_ballot(round_)) == 2


def test_a_unit_of_which_nothing_is_asked_gets_no_round() -> None:
    made = small_ministry(parts=2)
    plan = make_plan(made.top)
    for meeting in plan.meetings.all():
        meeting.left_out.add(made.parts[1])
    planning.approve(plan=plan, number="1/KH", date=None, actor=None)
    made.campaign.plan = plan
    made.campaign.save()
    assert [item.unit for item in prepared(made).items.all()] == [made.parts[0]]
